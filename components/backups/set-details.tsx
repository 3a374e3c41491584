'use client'

import Link from 'next/link'
import { useTranslations } from 'next-intl'
import type { ReactNode } from 'react'
import { useMe } from '@/components/shell/shell-context'
import { Button, buttonClass } from '@/components/ui/button'
import { Dialog } from '@/components/ui/dialog'
import { Memory } from '@/components/ui/number'
import { State } from '@/components/ui/status'
import { Moment } from '@/components/ui/time'
import type { BackupPart, BackupSet } from '@/lib/model/backup'
import { type SetDialogProps, toNew } from './restore-dialog'
import { SetLinks } from './set-links'
import { SetSize, SetState, Took } from './set-table'
import { BACKUP_TONES, BYTES_PER_MB, isUsable } from './words'

interface DetailsProps extends SetDialogProps {
  onRestore(set: BackupSet): void
}

/** Everything that is told of a set, and what can be done with it. */
export function DetailsDialog({ row, set, data, onRestore, onClose }: DetailsProps) {
  const t = useTranslations('backups')
  const { role } = useMe()
  const change = (action: string) =>
    `/instances/${encodeURIComponent(row.ref)}/change/${action}?backup=${encodeURIComponent(set.id)}`
  return (
    <Dialog title={t.rich('detailsTitle', { time: () => <Moment at={set.startedAt} style="day" /> })} onClose={onClose}>
      <dl className="kv">
        <Fact name={t('id')}>
          <code>{set.id}</code>
        </Fact>
        {set.name && <Fact name={t('name')}>{set.name}</Fact>}
        <Fact name={t('kind')}>{[t(`types.${set.type}`), set.method].filter(Boolean).join(' · ')}</Fact>
        <Fact name={t('state')}>
          <SetState set={set} />
        </Fact>
        <Fact name={t('began')}>
          <Moment at={set.startedAt} style="day-seconds" />
        </Fact>
        <Fact name={t('took')}>
          <Took set={set} />
        </Fact>
        <Fact name={t('size')}>
          <SetSize set={set} />
        </Fact>
        <Fact name={t('expires')}>
          {set.expiresAt ? <Moment at={set.expiresAt} /> : <span className="text-muted">{t('notTold')}</span>}
        </Fact>
      </dl>
      {set.parts.length > 1 && <Parts parts={set.parts} />}
      {role === 'viewer' ? (
        <p className="pt-3 text-muted">{t('viewer')}</p>
      ) : (
        <div className="grid gap-3 pt-3">
          <div className="flex flex-wrap gap-2">
            {isUsable(set) && (
              <Button size="small" onClick={() => onRestore(set)}>
                {t('restoreOver')}
              </Button>
            )}
            {data.restoresToNew && isUsable(set) && (
              <Link href={toNew(row, set)} className={buttonClass({ size: 'small' })} prefetch={false}>
                {t('restoreNew')}
              </Link>
            )}
            {data.setActions.map((action) => (
              <Link key={action} href={change(action)} className={buttonClass({ size: 'small' })} prefetch={false}>
                {t(`actions.${action}`)}
              </Link>
            ))}
          </div>
          {data.downloads && isUsable(set) && <SetLinks row={row} set={set} />}
        </div>
      )}
    </Dialog>
  )
}

const Fact = ({ name, children }: { name: string; children: ReactNode }) => (
  <>
    <dt>{name}</dt>
    <dd className="wrap-anywhere">{children}</dd>
  </>
)

/** The files of a cluster's moment, one of each shard. */
function Parts({ parts }: { parts: readonly BackupPart[] }) {
  const t = useTranslations('backups')
  return (
    <section className="mt-3 max-h-48 overflow-auto" tabIndex={0} aria-label={t('parts', { count: parts.length })}>
      <table className="tbl">
        <thead>
          <tr>
            <th>{t('parts', { count: parts.length })}</th>
            <th>{t('state')}</th>
            <th className="num">{t('size')}</th>
          </tr>
        </thead>
        <tbody>
          {parts.map(({ id, shard, status, vendorStatus, bytes, sizeAsTold }) => (
            <tr key={shard ?? id}>
              <td>
                <code>{shard ?? id}</code>
              </td>
              <td>
                <State tone={BACKUP_TONES[status]} vendor={vendorStatus}>
                  {t(`statuses.${status}`)}
                </State>
              </td>
              <td className="num whitespace-nowrap">
                {bytes === null ? (
                  <span className="text-muted">
                    {sizeAsTold === null ? t('notTold') : t('sizeAsTold', { size: sizeAsTold })}
                  </span>
                ) : (
                  <Memory mb={bytes / BYTES_PER_MB} />
                )}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  )
}
