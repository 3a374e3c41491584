'use client'

import Link from 'next/link'
import { useTranslations } from 'next-intl'
import { isUnpaid, SEVERITY_TONES, STATE_TONES, useChangeWords } from '@/components/changes/words'
import { CloudBadge, EnvBadge } from '@/components/ui/badge'
import { cx } from '@/components/ui/cx'
import { useFieldWords, useProblemText } from '@/components/ui/problem'
import { Shape } from '@/components/ui/shape'
import { State } from '@/components/ui/status'
import { Moment } from '@/components/ui/time'
import { formatMoney } from '@/lib/i18n/money'
import type { BatchRow } from '@/lib/model/batch'
import { type PlanRow, SEVERITIES } from '@/lib/model/plan'
import { SERVICES } from '@/lib/model/service'
import { ApiProblem } from '@/lib/queries/problem'

/** No manual says anything of it, and no value is known to be dangerous. */
export const isSilent = ({ plan: { noRuleKnown, hazards } }: NonNullable<BatchRow['change']>) => noRuleKnown && !hazards

const CELL = 'py-1.5 whitespace-normal max-wide:h-auto max-wide:border-0 max-wide:py-0.5 max-wide:col-start-2'

export interface Shows {
  price: boolean
  effect: boolean
}

interface CellsProps {
  row: BatchRow
  indent: boolean
  shows: Shows
  /** Its request stands below it. */
  isOpen: boolean
  onOpen(): void
}

/** What a row of a batch would do, what follows, and how it stands. */
export function Cells({ row, indent, shows, isOpen, onOpen }: CellsProps) {
  const t = useTranslations('batches')
  const changes = useTranslations('changes')
  const { change } = row
  const name = row.instanceName || row.instanceId
  const state = row.state
  const cell = indent ? CELL.replace('max-wide:col-start-2', 'max-wide:col-span-2 max-wide:px-gut') : CELL
  const money = change?.plan.price
  return (
    <>
      <td className={cx(cell, 'wide:min-w-44')}>
        <span className="flex flex-wrap items-center gap-x-2">
          <Link href={`/instances/${encodeURIComponent(row.ref)}`} className="name wrap-anywhere" prefetch={false}>
            {name}
          </Link>
          <EnvBadge environment={row.environment} />
        </span>
        <span className="flex items-center gap-x-2 text-muted text-sm">
          <CloudBadge provider={SERVICES[row.service].provider} />
          {row.accountName}
        </span>
      </td>
      <td className={cell}>
        <Target row={row} />
      </td>
      {shows.price && (
        <td className={cell}>
          {money ? (
            <span className="whitespace-nowrap">{formatMoney(money.amount, money.currency)}</span>
          ) : change?.plan.later ? (
            <>
              <span className="whitespace-nowrap">
                {formatMoney(change.plan.later.amount, change.plan.later.currency)}
              </span>
              <span className="block text-muted text-sm">{t('per.later')}</span>
            </>
          ) : change?.plan.costs ? (
            <State tone="warn">{changes('price.unknown')}</State>
          ) : (
            change && <span className="text-muted">{t('free')}</span>
          )}
          {money && <span className="block text-muted text-sm">{t(`per.${money.per}`)}</span>}
        </td>
      )}
      {shows.effect && <td className={cell}>{change && <Consequences row={row} />}</td>}
      <td className={cell}>
        <State
          tone={
            state === 'pending'
              ? 'prog'
              : state === 'refused'
                ? 'danger'
                : state === 'left-out'
                  ? 'off'
                  : STATE_TONES[state]
          }
        >
          {state === 'pending' || state === 'refused' || state === 'left-out'
            ? t(`rows.${state}`)
            : changes(`states.${state}`)}
        </State>
        {state === 'scheduled' && change?.schedule && (
          <span className="block text-sm text-text-2">
            <Moment at={change.schedule.at} />
          </span>
        )}
        <WhyNot row={row} />
        {change && (
          <span className="flex flex-wrap gap-x-3 text-sm">
            <button type="button" className="linkbtn" aria-expanded={isOpen} onClick={onOpen}>
              {t('request.show')}
              <span className="sr-only"> {name}</span>
            </button>
            <Link href={`/changes/${change.id}`} prefetch={false}>
              {t('toChange')}
              <span className="sr-only"> {name}</span>
            </Link>
          </span>
        )}
      </td>
    </>
  )
}

function Target({ row: { change } }: { row: BatchRow }) {
  const changes = useTranslations('changes')
  const words = useChangeWords()
  if (!change || change.plan.rows.length === 0) return null
  const { ends } = change.plan
  // What was read at its end, before what the cloud's answer about the price promised.
  const targetOf = (field: string, to: string | number | boolean | null) =>
    to ?? readOf(change, field) ?? (field === 'facts.expiresAt' && ends ? ends.to : null)
  return (
    <ul>
      {change.plan.rows.filter(isMoving).map(({ field, from, to }) => (
        <li key={field} className={field === 'facts.expiresAt' ? 'whitespace-nowrap' : 'wrap-anywhere'}>
          <span className="text-muted text-sm">{words.field(field)}</span> {words.value(field, from)}
          {'\u00a0'}→ {isUnpaid(change.plan) && <span className="text-muted text-sm">{changes('targetPaid')}: </span>}
          <b className="font-medium">
            {targetOf(field, to) === null ? changes('later') : words.value(field, targetOf(field, to))}
          </b>
        </li>
      ))}
    </ul>
  )
}

/** What stays as it is needs no line where many instances stand below each other. */
const isMoving = ({ from, to }: PlanRow) => to === null || to !== from

/** What a change that came to its end has been found to be. */
const readOf = ({ endedAt, evidence }: NonNullable<BatchRow['change']>, field: string) =>
  (endedAt && evidence?.finding === 'as-wanted' && evidence.read.find((one) => one.field === field)?.found) || null

/** The worst of each kind, with its words; the row's own change says all of it. */
function Consequences({ row: { change } }: { row: BatchRow }) {
  const t = useTranslations('batches')
  const changes = useTranslations('changes')
  const words = useTranslations('hazards')
  if (!change) return null
  const { hazards = [], noRuleOn } = change.plan
  if (isSilent(change))
    return <State tone={noRuleOn ? 'unk' : 'info'}>{t(`${noRuleOn ? 'noRule' : 'noEffect'}.one`)}</State>
  const severities = SEVERITIES.filter((one) =>
    change.plan.consequences.some(({ severity }) => severity === one),
  ).reverse()
  return (
    <ul>
      {severities.map((severity) => (
        <li key={severity}>
          <State tone={SEVERITY_TONES[severity]}>{changes(`severities.${severity}`)}</State>
        </li>
      ))}
      {hazards.map(({ name, id }) => (
        <li key={`${name} ${id}`} className="flex items-baseline gap-1.5 text-sm text-warn">
          <Shape tone="warn" />
          <span className="wrap-anywhere">
            <code>{name}</code> {words.has(id) ? words(id) : id}
          </span>
        </li>
      ))}
    </ul>
  )
}

/** Why a row was not planned, may not be sent, or ended as it did. */
function WhyNot({ row: { problem, change } }: { row: BatchRow }) {
  const t = useTranslations('batches')
  const changes = useTranslations('changes')
  const words = useChangeWords()
  const problemText = useProblemText()
  const fieldWords = useFieldWords()
  const lines: string[] = []
  if (problem) {
    const fields = Object.entries(problem.fields ?? {})
    const { what, cloud } = problemText(new ApiProblem(problem))
    if (problem.fields?.action) lines.push(changes('reasons.not-offered'))
    else if (fields.length > 0) {
      const said = ([path, { code, params }]: (typeof fields)[number]) =>
        `${changes.has(`params.${path}`) ? changes(`params.${path}`) : path}: ${fieldWords(path, code, params)}`
      lines.push(...fields.map(said))
    } else lines.push([what, cloud?.message, cloud?.code].filter(Boolean).join(' · '))
  }
  for (const check of change?.plan.blocked ? change.plan.checks : []) {
    if (check.result !== 'block') continue
    lines.push(check.reason ? words.reason(check.reason) : changes(`checks.${check.id}`, { by: '', ...check.params }))
  }
  const error = change?.plan.blocked ? null : change?.error
  if (error) {
    lines.push(
      t.has(`why.${error.code ?? error.kind}`)
        ? t(`why.${error.code ?? error.kind}`)
        : error.kind === 'state' && error.code && changes.has(`reasons.${error.code}`)
          ? words.reason({ code: error.code as 'gone', params: {} }) // one of the codes that texts are there for
          : [error.message, error.code ?? error.kind].filter(Boolean).join(' · '),
    )
  } else if (change?.evidence && change.endedAt && change.evidence.finding !== 'as-wanted') {
    const order = change.evidence.read.find(({ field }) => field === 'order.id')?.found
    lines.push(
      [changes(`evidence.${change.evidence.finding}`), order && changes('orderIs', { id: String(order) })]
        .filter(Boolean)
        .join(' '),
    )
  }
  return lines.map((line) => (
    <span key={line} className="block text-sm text-text-2 wrap-anywhere">
      {line}
    </span>
  ))
}
