'use client'
import Link from 'next/link'
import { useTranslations } from 'next-intl'
import { useId, useState } from 'react'
import { useMe } from '@/components/shell/shell-context'
import { CloudBadge, EnvBadge, Tag } from '@/components/ui/badge'
import { Button, buttonClass } from '@/components/ui/button'
import { cx } from '@/components/ui/cx'
import { State } from '@/components/ui/status'
import { formatMemory, measureText as textOf } from '@/lib/i18n/format'
import { SIZING_KINDS, type SizingKind, type SizingRow } from '@/lib/model/sizing'
import { monitoringHref, wizardHref } from './address'
import { IgnoreDialog } from './ignore-dialog'
import { SizingEvidencePanel } from './sizing-evidence'
import { SizingPriceText } from './sizing-price'
import { SizingReason } from './sizing-reason'
import { Spark } from './spark'
import { UnignoreButton } from './unignore-button'
import { percentText, useHeldText } from './words'

const TONE: Record<SizingKind, 'danger' | 'warn' | 'info'> = { undersized: 'danger', oversized: 'warn', idle: 'warn' }

const FOUND = 'desk:grid-cols-[minmax(0,1fr)_140px_minmax(0,260px)_150px_250px]'
const REASON = 'desk:grid-cols-[minmax(0,1fr)_250px]'

/** One instance: what was found and by which numbers, what would fit, what that costs, and the way to it. */
export function SizingRowView({ row, headroom }: { row: SizingRow; headroom: number }) {
  const t = useTranslations('sizing')
  const me = useMe()
  const heldText = useHeldText()
  const id = useId()
  const [open, setOpen] = useState(false)
  const [ignoring, setIgnoring] = useState(false)
  const { result, state, ignored } = row
  const name = row.name || row.key.id
  const kind = SIZING_KINDS.find((one) => one === (ignored?.kind ?? state))
  const first = result?.hits[0]?.checks[0]
  // The plan and whoever agrees to it see where it came from.
  const why = result
    ? t('why', {
        rules: result.hits.map(({ rule }) => t(`rules.${rule}.name`)).join(t('comma')),
        numbers: result.hits.flatMap(({ checks }) => checks.map((held) => heldText(held).text)).join(t('comma')),
        from: result.evidence.from.slice(0, 10),
        to: result.evidence.to.slice(0, 10),
      })
    : ''
  const hasEvidence = result !== null && result.evidence.first !== null
  return (
    <li className="grid gap-3 border-border border-b px-gut py-3" aria-label={name}>
      <div className={cx('grid gap-x-6 gap-y-3', kind ? FOUND : REASON)}>
        <div className="grid min-w-0 content-start gap-1">
          <p className="flex min-w-0 flex-wrap items-center gap-x-2 gap-y-1">
            <CloudBadge provider={row.provider} />
            <Link
              href={`/instances/${encodeURIComponent(row.ref)}`}
              prefetch={false}
              className="name truncate text-text"
            >
              {name}
            </Link>
            <EnvBadge environment={row.environment} />
            {row.team ? <Tag>{row.team}</Tag> : null}
            {kind ? <State tone={TONE[kind]}>{t(`kind.${kind}`)}</State> : null}
          </p>
          {kind && result ? (
            <ul className="grid gap-0.5">
              {result.hits.map(({ rule, checks }) => (
                <li key={rule}>
                  <span className="font-[550]">{t(`rules.${rule}.name`)}</span>
                  {checks.map((held) => {
                    const { text, threshold } = heldText(held)
                    return (
                      <span key={`${held.measure} ${held.stat}`} className="block text-text-2">
                        {text} <span className="text-muted">{threshold}</span>
                      </span>
                    )
                  })}
                </li>
              ))}
            </ul>
          ) : (
            <SizingReason row={row} />
          )}
          {ignored ? (
            <p className="text-sm text-text-2 wrap-anywhere">
              {t('ignoring.by', { by: ignored.by, until: ignored.until, reason: ignored.reason })}
            </p>
          ) : null}
        </div>
        {kind ? (
          <>
            <div className="min-w-0">
              {first && row.curve ? (
                <Spark
                  measure={first.measure}
                  curve={row.curve}
                  capacity={first.capacity}
                  from={result?.evidence.from ?? ''}
                  to={result?.evidence.to ?? ''}
                />
              ) : null}
            </div>
            <div className="min-w-0">
              <Sizes row={row} headroom={headroom} />
            </div>
            <div className="min-w-0">{result?.target ? <SizingPriceText price={result.price} /> : null}</div>
          </>
        ) : null}
        <div className="flex min-w-0 flex-wrap content-start items-start gap-1.5 desk:justify-end">
          {kind && result?.target && me.role === 'viewer' ? (
            <Button size="small" variant="primary" reason={t('ignoring.viewer')} aria-label={t('changeOf', { name })}>
              {t('change')}
            </Button>
          ) : kind && result?.target ? (
            <Link
              href={wizardHref(row, headroom, why)}
              prefetch={false}
              className={buttonClass({ size: 'small', variant: 'primary' })}
              aria-label={t('changeOf', { name })}
            >
              {t('change')}
            </Link>
          ) : (
            <Link
              href={monitoringHref(row.ref)}
              prefetch={false}
              className={buttonClass({ size: 'small' })}
              aria-label={t('monitoringOf', { name })}
            >
              {t('monitoring')}
            </Link>
          )}
          {ignored ? (
            <UnignoreButton reference={row.ref} kind={ignored.kind} name={name} />
          ) : kind ? (
            <Button
              size="small"
              reason={me.role === 'viewer' ? t('ignoring.viewer') : null}
              aria-label={t('ignoreOf', { name })}
              onClick={() => setIgnoring(true)}
            >
              {t('ignore')}
            </Button>
          ) : null}
          {hasEvidence ? (
            <Button
              size="small"
              variant="quiet"
              aria-expanded={open}
              aria-controls={open ? id : undefined}
              aria-label={t('evidenceOf', { name })}
              onClick={() => setOpen(!open)}
            >
              {t(open ? 'hide' : 'evidence')}
            </Button>
          ) : null}
        </div>
      </div>
      {open ? (
        <section id={id} aria-label={t('evidenceOf', { name })} className="min-w-0">
          <SizingEvidencePanel row={row} headroom={headroom} />
        </section>
      ) : null}
      {ignoring && kind ? (
        <IgnoreDialog reference={row.ref} kind={kind} name={name} onClose={() => setIgnoring(false)} />
      ) : null}
    </li>
  )
}

/** What it is and what would fit, or why no class does. */
function Sizes({ row, headroom }: { row: SizingRow; headroom: number }) {
  const t = useTranslations('sizing')
  const target = row.result?.target
  const none = row.result?.none
  const memory = (mb: number | null) => (mb === null ? '' : textOf(formatMemory(mb)))
  return (
    <dl className="grid gap-1">
      <div>
        <dt className="text-muted text-sm">{t('column.now')}</dt>
        <dd className="wrap-anywhere">
          {memory(row.memoryMb)} <span className="text-sm text-text-2">{row.class}</span>
        </dd>
      </div>
      {target ? (
        <div>
          <dt className="text-muted text-sm">{t('column.target')}</dt>
          <dd className="wrap-anywhere">
            <span className="font-[550]">{memory(target.memoryMb)}</span>{' '}
            <span className="text-sm text-text-2">{target.id}</span>
          </dd>
          {target.unknown.length > 0 ? (
            <dd className="text-sm text-warn">
              {t('unknownFigures', { figures: target.unknown.map((one) => t(`figure.${one}`)).join(', ') })}
            </dd>
          ) : null}
        </div>
      ) : none ? (
        <div>
          <dt className="text-muted text-sm">{t('column.target')}</dt>
          <dd className="text-sm text-text-2">
            {t(`none.${none}`, {
              headroom: percentText(headroom),
              message: row.result?.refusal?.message ?? row.result?.refusal?.code ?? '?',
            })}
          </dd>
        </div>
      ) : null}
    </dl>
  )
}
