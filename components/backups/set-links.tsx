'use client'

import { useTranslations } from 'next-intl'
import { useState } from 'react'
import { Button } from '@/components/ui/button'
import { ProblemBanner } from '@/components/ui/problem'
import type { BackupLinks, BackupSet } from '@/lib/model/backup'
import type { Instance } from '@/lib/model/instance'
import { askBackupLinks } from '@/lib/queries/backups'

/** The cloud's links, asked for when they are wanted and gone with the dialog. */
export function SetLinks({ row, set }: { row: Instance; set: BackupSet }) {
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
