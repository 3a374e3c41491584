'use client'

import { useQueryClient } from '@tanstack/react-query'
import Link from 'next/link'
import { useRouter } from 'next/navigation'
import { useTranslations } from 'next-intl'
import { useState } from 'react'
import { useLang } from '@/components/ui/badge'
import { Banner } from '@/components/ui/banner'
import { Button } from '@/components/ui/button'
import { useNow } from '@/components/ui/clock'
import { Dialog } from '@/components/ui/dialog'
import { ProblemBanner } from '@/components/ui/problem'
import { Moment } from '@/components/ui/time'
import { formatDuration } from '@/lib/i18n/format'
import type { BackupSet, InstanceBackups } from '@/lib/model/backup'
import type { Instance } from '@/lib/model/instance'
import { changeQuery, planChange } from '@/lib/queries/changes'

export interface SetDialogProps {
  row: Instance
  set: BackupSet
  data: InstanceBackups
  onClose: () => void
}

/** The wizard of a new instance, filled with a set of this one. */
export const toNew = ({ ref }: Instance, { id }: BackupSet) =>
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
  const lost = (from: string) => formatDuration(Math.max(0, (now - Date.parse(from)) / 1_000), locale)
  return (
    <Dialog
      title={t.rich('restoreTitle', { name, time: () => <Moment at={set.startedAt} style="day" /> })}
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
          <Button variant="danger" sending={sending} reason={newer ? t('restoreWait') : null} onClick={plan}>
            {t('restorePlan')}
          </Button>
        </>
      }
    >
      <div className="grid gap-3">
        {problem ? <ProblemBanner error={problem} /> : null}
        <p>
          {t('restoreWhat')} <b>{t('restoreLost', { time: lost(set.startedAt) })}</b>
        </p>
        {newer && (
          <Banner tone="warn" title={t('restoreNewer')}>
            {newer.progress === null ? '' : `${t('restoreProgress', { percent: Math.round(newer.progress) })} `}
            {t('restoreWait')} {t('restoreLess', { less: lost(newer.startedAt), more: lost(set.startedAt) })}
          </Banner>
        )}
        {set.parts.length > 1 && row.provider === 'alibaba' && <p className="text-text-2">{t('restoreCluster')}</p>}
        <p className="text-muted">{t('restoreHint')}</p>
      </div>
    </Dialog>
  )
}
