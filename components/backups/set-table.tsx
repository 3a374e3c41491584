'use client'

import { useTranslations } from 'next-intl'
import { memo, useState } from 'react'
import { useMe } from '@/components/shell/shell-context'
import { useLang } from '@/components/ui/badge'
import { Button } from '@/components/ui/button'
import { useNow } from '@/components/ui/clock'
import { Memory } from '@/components/ui/number'
import { State } from '@/components/ui/status'
import { Moment } from '@/components/ui/time'
import { formatDuration, formatNumber } from '@/lib/i18n/format'
import type { BackupSet } from '@/lib/model/backup'
import { BACKUP_TONES, BYTES_PER_MB, isUsable } from './words'

/** Rows that are drawn at first, and with each wish for more. */
const STEP = 100

interface SetTableProps {
  sets: readonly BackupSet[]
  /** Some clouds begin the name of a set with it. */
  instanceId: string
  onDetails: (set: BackupSet) => void
  onRestore: (set: BackupSet) => void
}

/** The sets of a span, newest first. */
export const SetTable = memo(function SetTable({ sets, instanceId, onDetails, onRestore }: SetTableProps) {
  const t = useTranslations('backups')
  const { role } = useMe()
  const [shown, setShown] = useState(STEP)
  const unitless = sets.some((set) => set.bytes === null && sizeAsTold(set) !== undefined)
  return (
    <>
      <section className="overflow-x-auto" tabIndex={0} aria-label={t('table')}>
        <table className="tbl">
          <thead>
            <tr className="text-left">
              <th>{t('moment')}</th>
              <th className="max-wide:hidden">{t('kind')}</th>
              <th>{t('state')}</th>
              <th className="num max-wide:hidden">{t(unitless ? 'sizeNoUnit' : 'size')}</th>
              <th className="num max-wide:hidden">{t('took')}</th>
              <th className="max-wide:hidden">{t('expires')}</th>
              <th>
                <span className="sr-only">{t('acts')}</span>
              </th>
            </tr>
          </thead>
          <tbody>
            {sets.slice(0, shown).map((set) => (
              <tr key={set.id}>
                <th scope="row" className="whitespace-nowrap font-medium max-wide:py-1.5">
                  <Moment at={set.startedAt} style="day" />
                  <small className="block font-normal text-muted wide:hidden">
                    {t(`types.${set.type}`)} · <SetSize set={set} />
                  </small>
                  {set.expiresAt && (
                    <small className="block font-normal text-muted wide:hidden">
                      {t.rich('expiresOn', { day: () => <Moment at={set.expiresAt ?? ''} style="date" /> })}
                    </small>
                  )}
                </th>
                <td className="whitespace-nowrap text-text-2 max-wide:hidden">
                  {t(`types.${set.type}`)}
                  {set.method && <span className="vendor ml-1.5">{set.method}</span>}
                  <span className="ml-1.5 text-muted" data-tip={[set.name, set.id].filter(Boolean).join('\n')}>
                    {set.name && (
                      <span className="mr-1.5 inline-block max-w-48 truncate align-bottom">
                        {ownPart(set.name, instanceId)}
                      </span>
                    )}
                    <code>{shortId(set.id)}</code>
                  </span>
                  {set.parts.length > 1 && (
                    <span className="ml-1.5 text-muted">{t('parts', { count: set.parts.length })}</span>
                  )}
                </td>
                <td className="wide:whitespace-nowrap">
                  <SetState set={set} />
                </td>
                <td className="num whitespace-nowrap max-wide:hidden">
                  <SetSize set={set} bare />
                </td>
                <td className="num whitespace-nowrap text-text-2 max-wide:hidden">
                  <Took set={set} />
                </td>
                <td className="whitespace-nowrap text-text-2 max-wide:hidden">
                  {set.expiresAt ? (
                    <Moment at={set.expiresAt} style="date" />
                  ) : (
                    <span className="text-muted">{t('notTold')}</span>
                  )}
                </td>
                <td className="num whitespace-nowrap">
                  <span className="inline-flex gap-2 max-wide:flex-col max-wide:gap-1 max-wide:py-1.5">
                    <Button size="small" variant="quiet" onClick={() => onDetails(set)}>
                      {t('details')}
                    </Button>
                    <Button
                      size="small"
                      reason={role === 'viewer' ? t('viewer') : isUsable(set) ? null : t('notUsable')}
                      onClick={() => onRestore(set)}
                    >
                      {t('restore')}
                    </Button>
                  </span>
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </section>
      {shown < sets.length && (
        <div className="px-gut py-3">
          <Button onClick={() => setShown(shown + STEP)}>{t('more', { count: sets.length - shown })}</Button>
        </div>
      )}
    </>
  )
})

/** In bytes, or the number that the cloud tells where no manual prints its unit (`bare`: that is said elsewhere); of all files together. */
export function SetSize({ set, bare = false }: { set: BackupSet; bare?: boolean }) {
  const t = useTranslations('backups')
  if (set.bytes !== null) return <Memory mb={set.bytes / BYTES_PER_MB} />
  const sum = sizeAsTold(set)
  if (sum === undefined) return <span className="text-muted">{t('notTold')}</span>
  const size = formatNumber(sum)
  return bare ? <>{size}</> : <span className="text-muted">{t('sizeAsTold', { size })}</span>
}

/** The sum of its files in the cloud's own unit, which no manual prints; undefined where one is not told. */
function sizeAsTold({ parts }: BackupSet): number | undefined {
  const sum = parts.reduce((all, { sizeAsTold: told }) => all + Number(told ?? Number.NaN), 0)
  return parts.length > 0 && Number.isFinite(sum) ? sum : undefined
}

/** What a name says beside the instance's id, with which some clouds begin it. */
const ownPart = (name: string, instanceId: string) =>
  (name.startsWith(instanceId) && name.slice(instanceId.length).replace(/^[_-]+/, '')) || name
/** Enough of an id to tell one from another. */
const shortId = (id: string) => (id.length > 12 ? `${id.slice(0, 8)}…` : id)

/** Its state; of a running one with a bar and the per cent, where its cloud tells them. */
export function SetState({ set: { status, vendorStatus, progress } }: { set: BackupSet }) {
  const t = useTranslations('backups')
  const word = t(`statuses.${status}`)
  return (
    <span className="inline-flex items-center gap-2">
      <State tone={BACKUP_TONES[status]} vendor={vendorStatus}>
        {progress === null ? word : t('progress', { status: word, percent: Math.round(progress) })}
      </State>
      {progress !== null && (
        <span className="bar max-wide:hidden" aria-hidden="true">
          <i className="accent" style={{ width: `${Math.min(100, Math.max(0, progress))}%` }} />
        </span>
      )}
    </span>
  )
}

/** How long it took, or of a running one how long it has been made. */
export function Took({ set: { startedAt, endedAt, status } }: { set: BackupSet }) {
  const t = useTranslations('backups')
  const locale = useLang()
  const now = useNow()
  const since = (until: number) => formatDuration(Math.max(0, until - Date.parse(startedAt)) / 1_000, locale)
  if (endedAt !== null) return <>{since(Date.parse(endedAt))}</>
  if (status === 'running' && now > 0) return <>{t('soFar', { time: since(now) })}</>
  return <span className="text-muted">{t('notTold')}</span>
}
