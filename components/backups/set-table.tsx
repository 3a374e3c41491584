'use client'

import { useTranslations } from 'next-intl'
import { useState } from 'react'
import { useMe } from '@/components/shell/shell-context'
import { useLang } from '@/components/ui/badge'
import { Button } from '@/components/ui/button'
import { Memory } from '@/components/ui/number'
import { State } from '@/components/ui/status'
import { Moment } from '@/components/ui/time'
import { formatDuration } from '@/lib/i18n/format'
import type { BackupSet } from '@/lib/model/backup'
import { BACKUP_TONES, BYTES_PER_MB, isUsable } from './words'

/** Rows that are drawn at first, and with each wish for more. */
const STEP = 100

interface SetTableProps {
  sets: readonly BackupSet[]
  onDetails: (set: BackupSet) => void
  onRestore: (set: BackupSet) => void
}

/** The sets of a span, newest first. */
export function SetTable({ sets, onDetails, onRestore }: SetTableProps) {
  const t = useTranslations('backups')
  const { role } = useMe()
  const [shown, setShown] = useState(STEP)
  return (
    <>
      <section className="overflow-x-auto" tabIndex={0} aria-label={t('table')}>
        <table className="tbl">
          <thead>
            <tr className="text-left">
              <th>{t('moment')}</th>
              <th>{t('kind')}</th>
              <th>{t('state')}</th>
              <th className="num">{t('size')}</th>
              <th className="num">{t('took')}</th>
              <th>{t('expires')}</th>
              <th>
                <span className="sr-only">{t('acts')}</span>
              </th>
            </tr>
          </thead>
          <tbody>
            {sets.slice(0, shown).map((set) => (
              <tr key={set.id}>
                <th scope="row" className="whitespace-nowrap font-medium">
                  <Moment at={set.startedAt} />
                </th>
                <td className="whitespace-nowrap text-text-2">
                  {t(`types.${set.type}`)}
                  {set.name && <span className="text-muted"> {set.name}</span>}
                </td>
                <td className="whitespace-nowrap">
                  <State tone={BACKUP_TONES[set.status]} vendor={set.vendorStatus}>
                    {set.progress === null
                      ? t(`statuses.${set.status}`)
                      : t('progress', { status: t(`statuses.${set.status}`), percent: Math.round(set.progress) })}
                  </State>
                </td>
                <td className="num whitespace-nowrap">
                  <SetSize set={set} />
                </td>
                <td className="num whitespace-nowrap text-text-2">
                  <Took set={set} />
                </td>
                <td className="whitespace-nowrap text-text-2">
                  {set.expiresAt ? (
                    <Moment at={set.expiresAt} style="date" />
                  ) : (
                    <span className="text-muted">{t('notTold')}</span>
                  )}
                </td>
                <td className="num whitespace-nowrap">
                  <span className="inline-flex gap-2">
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
}

/** In bytes, or as the cloud writes it where no manual prints the unit. */
export function SetSize({ set: { bytes, parts } }: { set: BackupSet }) {
  const t = useTranslations('backups')
  if (bytes !== null) return <Memory mb={bytes / BYTES_PER_MB} />
  const told = parts.flatMap(({ sizeAsTold }) => sizeAsTold ?? [])
  return (
    <span className="text-muted">{told.length > 0 ? t('sizeAsTold', { size: told.join(' + ') }) : t('notTold')}</span>
  )
}

function Took({ set: { startedAt, endedAt } }: { set: BackupSet }) {
  const t = useTranslations('backups')
  const locale = useLang()
  if (endedAt === null) return <span className="text-muted">{t('notTold')}</span>
  return <>{formatDuration((Date.parse(endedAt) - Date.parse(startedAt)) / 1_000, locale)}</>
}
