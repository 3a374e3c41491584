'use client'

import { useQueryClient } from '@tanstack/react-query'
import Link from 'next/link'
import { useRouter } from 'next/navigation'
import { useTranslations } from 'next-intl'
import { useState } from 'react'
import { useMe } from '@/components/shell/shell-context'
import { useLang } from '@/components/ui/badge'
import { Button, buttonClass } from '@/components/ui/button'
import { useNow } from '@/components/ui/clock'
import { Dialog } from '@/components/ui/dialog'
import { ProblemBanner } from '@/components/ui/problem'
import { State } from '@/components/ui/status'
import { Moment } from '@/components/ui/time'
import { formatDuration } from '@/lib/i18n/format'
import type { BackupLinks, BackupSet, InstanceBackups } from '@/lib/model/backup'
import type { Instance } from '@/lib/model/instance'
import { askBackupLinks } from '@/lib/queries/backups'
import { changeQuery, planChange } from '@/lib/queries/changes'
import { SetSize } from './set-table'
import { BACKUP_TONES, isUsable } from './words'

interface SetDialogProps {
  row: Instance
  set: BackupSet
  data: InstanceBackups
  onClose: () => void
}

const toNew = ({ ref }: Instance, { id }: BackupSet) =>
  `/instances/new?source=${encodeURIComponent(ref)}&backup=${encodeURIComponent(id)}`

/** What restoring over the instance means, and the way to its plan, where the rest is told and confirmed. */
export function RestoreDialog({ row, set, data, onClose }: SetDialogProps) {
  const t = useTranslations('backups')
  const locale = useLang()
  const now = useNow()
  const router = useRouter()
  const client = useQueryClient()
  const [problem, setProblem] = useState<unknown>()
  const [sending, setSending] = useState(false)
  const name = row.name || row.key.id
  const plan = async () => {
    setSending(true)
    setProblem(undefined)
    try {
      const change = await planChange({ ref: row.ref, action: 'restore', params: { backup: set.id } })
      client.setQueryData(changeQuery(change.id).queryKey, change)
      router.push(`/changes/${change.id}`)
    } catch (error) {
      setProblem(error)
      setSending(false)
    }
  }
  const newer = data.sets?.find((other) => other.status === 'running')
  return (
    <Dialog
      title={t.rich('restoreTitle', { name, time: () => <Moment at={set.startedAt} /> })}
      onClose={onClose}
      closable={!sending}
      footer={
        <>
          {data.restoresToNew && (
            <Link href={toNew(row, set)} className="mr-auto" prefetch={false}>
              {t('restoreNew')}
            </Link>
          )}
          <Button onClick={onClose}>{t('cancel')}</Button>
          <Button variant="danger" sending={sending} onClick={plan}>
            {t('restorePlan')}
          </Button>
        </>
      }
    >
      <div className="grid gap-3">
        {problem ? <ProblemBanner error={problem} /> : null}
        <p>
          {t('restoreWhat')}{' '}
          <b>
            {t('restoreLost', { time: formatDuration(Math.max(0, (now - Date.parse(set.startedAt)) / 1_000), locale) })}
          </b>
        </p>
        {newer && <State tone="warn">{t('restoreNewer')}</State>}
        {set.parts.length > 1 && row.provider === 'alibaba' && <p className="text-text-2">{t('restoreCluster')}</p>}
        <p className="text-muted">{t('restoreHint')}</p>
      </div>
    </Dialog>
  )
}

/** Everything that is told of a set, and what can be done with it. */
export function DetailsDialog({ row, set, data, onClose }: SetDialogProps) {
  const t = useTranslations('backups')
  const { role } = useMe()
  const change = (action: string) =>
    `/instances/${encodeURIComponent(row.ref)}/change/${action}?backup=${encodeURIComponent(set.id)}`
  const isKingsoft = row.provider === 'kingsoft'
  return (
    <Dialog title={t.rich('detailsTitle', { time: () => <Moment at={set.startedAt} /> })} onClose={onClose}>
      <dl className="kv">
        <dt>{t('id')}</dt>
        <dd className="wrap-anywhere">
          <code>{set.id}</code>
        </dd>
        {set.name && (
          <>
            <dt>{t('name')}</dt>
            <dd className="wrap-anywhere">{set.name}</dd>
          </>
        )}
        <dt>{t('kind')}</dt>
        <dd>{[t(`types.${set.type}`), set.method].filter(Boolean).join(' · ')}</dd>
        <dt>{t('state')}</dt>
        <dd>
          <State tone={BACKUP_TONES[set.status]} vendor={set.vendorStatus}>
            {t(`statuses.${set.status}`)}
          </State>
        </dd>
        <dt>{t('size')}</dt>
        <dd>
          <SetSize set={set} />
        </dd>
        {set.parts.length > 1 && (
          <>
            <dt>{t('parts', { count: set.parts.length })}</dt>
            <dd className="wrap-anywhere">{set.parts.map(({ shard, id }) => shard ?? id).join(', ')}</dd>
          </>
        )}
      </dl>
      {role === 'viewer' ? (
        <p className="pt-3 text-muted">{t('viewer')}</p>
      ) : (
        <div className="grid gap-3 pt-3">
          <div className="flex flex-wrap gap-2">
            {isKingsoft &&
              (['backup-rename', 'backup-export', 'backup-delete'] as const).map((action) => (
                <Link key={action} href={change(action)} className={buttonClass({ size: 'small' })} prefetch={false}>
                  {t(`actions.${action}`)}
                </Link>
              ))}
            {data.restoresToNew && isUsable(set) && (
              <Link href={toNew(row, set)} className={buttonClass({ size: 'small' })} prefetch={false}>
                {t('restoreNew')}
              </Link>
            )}
          </div>
          {data.downloads && isUsable(set) && <Links row={row} set={set} />}
        </div>
      )}
    </Dialog>
  )
}

/** The cloud's links, asked for when they are wanted and gone with the dialog. */
function Links({ row, set }: { row: Instance; set: BackupSet }) {
  const t = useTranslations('backups')
  const [links, setLinks] = useState<BackupLinks>()
  const [problem, setProblem] = useState<unknown>()
  const [sending, setSending] = useState(false)
  const ask = async () => {
    setSending(true)
    setProblem(undefined)
    try {
      setLinks(await askBackupLinks(row.ref, set))
    } catch (error) {
      setProblem(error)
    }
    setSending(false)
  }
  return (
    <div className="grid gap-2">
      {problem ? <ProblemBanner error={problem} /> : null}
      {links ? (
        <ul aria-label={t('links')} className="grid gap-1">
          {links.links.map(({ name, url }) => (
            <li key={url} className="wrap-anywhere">
              <a href={url} rel="noreferrer" target="_blank">
                {name}
              </a>
            </li>
          ))}
          {links.links.length === 0 && <li className="text-muted">{t('noLinks')}</li>}
        </ul>
      ) : (
        <Button size="small" className="w-fit" sending={sending} onClick={ask}>
          {t('askLinks')}
        </Button>
      )}
      <p className="hint">{t('linksHint')}</p>
    </div>
  )
}
