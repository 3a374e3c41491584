'use client'

import Link from 'next/link'
import { useTranslations } from 'next-intl'
import { useLang } from '@/components/ui/badge'
import type { Tone } from '@/components/ui/shape'
import { State } from '@/components/ui/status'
import { Moment } from '@/components/ui/time'
import { formatDuration } from '@/lib/i18n/format'
import type { Change } from '@/lib/model/change'
import type { Check, Consequence } from '@/lib/model/plan'
import { SEVERITIES } from '@/lib/model/plan'
import { CreateRows } from './create-rows'
import { PlanMoneyView } from './plan-money'
import { PlanRows } from './plan-rows'
import { untoldChecks } from './restore-rows'
import { isUnpaid, SEVERITY_TONES, useChangeWords, useTextOf } from './words'

/** What a plan says: present and target, price, what happens, and what was asked of live facts. */
export function PlanView({ change }: { change: Change }) {
  const t = useTranslations('changes')
  const { plan } = change
  const checks = untoldChecks(change)
  // Its target was found: its order waits no more.
  const isSettled = change.state === 'done' && isUnpaid(plan)
  return (
    <div className="grid grid-cols-[minmax(0,1fr)] content-start gap-5 px-gut py-3.5">
      <PlanMoneyView
        money={isSettled && plan.money ? { ...plan.money, paid: null } : plan.money}
        price={plan.price}
        costs={plan.costs}
        isNew={change.action === 'create'}
        count={change.action === 'create' ? Number(change.params.count ?? 1) : 1}
      />
      {change.action === 'create' ? <CreateRows change={change} /> : <PlanRows change={change} />}
      <Consequences change={change} />
      <section>
        <h2 className="section-title pb-1.5">
          {t('checksTitle')}
          <small>{t.rich('factsOf', { time: () => <Moment at={plan.factsAt} style="seconds" /> })}</small>
        </h2>
        {checks.length === 0 && <p className="text-text-2">{t('noChecks')}</p>}
        <ul className="grid">
          {checks.map((check, index) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: the checks of a plan never move
            <CheckRow key={index} check={check} of={change.ref} />
          ))}
        </ul>
      </section>
    </div>
  )
}

const LINE = 'grid gap-x-4 border-border border-t py-2 wide:grid-cols-[170px_minmax(0,1fr)_minmax(0,180px)]'
const SOURCE = 'text-muted text-sm wrap-anywhere wide:text-end'
/** A new instance has no effects beside itself, of a call only its operation is known, and what a lock does to clients nobody tells. */
const NOTHING_NAMED: Partial<Record<Change['action'], string>> = {
  create: 'noRuleCreate',
  call: 'noRuleCall',
  lock: 'noRuleLock',
  unlock: 'noRuleUnlock',
}

/** A subscription that renews itself is paid days before it ends. */
const RENEWED = 'renewed-days-before'
const DAY_MS = 86_400_000

function Consequences({ change }: { change: Change }) {
  const t = useTranslations('changes')
  const hazards = useTranslations('hazards')
  const words = useChangeWords()
  const order = (severity: (typeof SEVERITIES)[number]) => SEVERITIES.indexOf(severity)
  const { plan } = change
  const isDone = change.state === 'done'
  const all = plan.consequences
    .filter(({ id }) => !(isDone && id === 'order-waits'))
    .sort((a, b) => order(b.severity) - order(a.severity))
  const untold = plan.noRuleOn ?? []
  const ends = plan.rows.find(({ field }) => field === 'facts.expiresAt')?.from
  const renewedOn = (days = 0) => {
    const at = typeof ends === 'string' ? Date.parse(ends) - days * DAY_MS : Number.NaN
    return Number.isNaN(at)
      ? null
      : t('renewedOn', { date: words.value('facts.expiresAt', new Date(at).toISOString()) })
  }
  const lines = (are: readonly Consequence[]) =>
    are.map(({ id, severity, numbers, manual }) => (
      <li key={id} className={LINE}>
        <State tone={SEVERITY_TONES[severity]}>{t(`severities.${severity}`)}</State>
        <span>
          {t(`consequences.${id}`, numbers)} {id === RENEWED && renewedOn(numbers.days)}
        </span>
        <span className={SOURCE}>
          <code>{id}</code> · {t('manual', { section: manual })}
        </span>
      </li>
    ))
  return (
    <section>
      <h2 className="section-title pb-1.5">{t('consequencesTitle')}</h2>
      {plan.noRuleKnown && untold.length === 0 && !plan.hazards && (
        <p className="border-border border-t py-2 [&_.truncate]:whitespace-normal">
          <State tone="info">{t(NOTHING_NAMED[change.action] ?? 'noRuleKnown')}</State>
        </p>
      )}
      <ul>
        {lines(all.filter(({ severity }) => severity !== 'info'))}
        {plan.hazards?.map(({ name, id }) => (
          <li key={`${name} ${id}`} className={LINE}>
            <State tone="warn">{t('results.warn')}</State>
            <span className="wrap-anywhere">
              <code>{name}</code> {hazards.has(id) ? hazards(id) : id}
            </span>
            <span className={SOURCE}>
              <code>{id}</code>
            </span>
          </li>
        ))}
        {untold.map((subject) => (
          <li key={subject} className={LINE}>
            <State tone="unk">{t('results.unknown')}</State>
            <span className="wide:col-span-2">{t(`noRuleOn.${subject}`)}</span>
          </li>
        ))}
        {lines(all.filter(({ severity }) => severity === 'info'))}
      </ul>
    </section>
  )
}

const CHECK_TONES: Record<Check['result'], Tone> = { ok: 'ok', warn: 'warn', block: 'danger', unknown: 'unk' }

/** Checks that warn of what hits every client at once. */
const GRAVE: readonly Check['id'][] = ['list-nobody']

function CheckRow({ check, of }: { check: Check; of: string }) {
  const t = useTranslations('changes')
  const isGrave = check.result === 'warn' && GRAVE.includes(check.id)
  return (
    <li className="grid gap-x-4 border-border border-t py-2 wide:grid-cols-[170px_minmax(0,1fr)]">
      <State tone={isGrave ? 'danger' : CHECK_TONES[check.result]}>
        {t(isGrave ? 'results.grave' : `results.${check.result}`)}
      </State>
      <CheckText check={check} of={of} />
    </li>
  )
}

/** What a check asked of the instance or group `of`, what it found, and what would help. */
export function CheckText({ check: { id, result, reason, params = {} }, of }: { check: Check; of: string }) {
  const t = useTranslations('changes')
  const textOf = useTextOf(of)
  const words = useChangeWords()
  const locale = useLang()
  const { usedMb, targetMb, id: other, action, until } = params
  const date = typeof until === 'string' ? words.value('facts.expiresAt', until) : ''
  // Lengths of time are said as everywhere.
  const lengths = Object.fromEntries(
    Object.entries(params).flatMap(([name, value]) =>
      name.endsWith('Seconds') && typeof value === 'number' ? [[name, formatDuration(value, locale)]] : [],
    ),
  )
  return (
    <span>
      {id === 'state' && result === 'block'
        ? null
        : t(textOf(`checks.${id}`), { by: '', how: 'other', known: 'no', date, ...params, ...lengths })}
      {typeof action === 'string' && typeof other === 'string' && (
        <>
          {' '}
          <Link href={`/changes/${other}`}>{t(`actions.${action}`)}</Link>
        </>
      )}
      {reason && words.reason(reason)}
      {typeof usedMb === 'number' && ` · ${t('used', { used: words.value('usedMemoryMb', usedMb) })}`}
      {typeof targetMb === 'number' && ` · ${t('targetMemory', { target: words.value('memoryMb', targetMb) })}`}
      {result === 'block' && t.has(`unblock.${id}`) && <b className="block">{t(`unblock.${id}`)}</b>}
      {result === 'warn' && t.has(`help.${id}`) && params.how !== 'never' && <b className="block">{t(`help.${id}`)}</b>}
      {result === 'unknown' && <span className="block text-muted">{t('checkUnknown')}</span>}
    </span>
  )
}
