'use client'

import { useTranslations } from 'next-intl'

/** Redis writes `?` (`?:0` with its port) for whoever sent a command from within a script. */
const IN_SCRIPT = /^\?(:\d+)?$/

/** Address of a client as its cloud names it, or in words why there is none. */
export function ClientName({ client }: { client: string | null }) {
  const t = useTranslations('slowLog')
  if (client === null) return <span className="text-muted">{t('notTold')}</span>
  if (!IN_SCRIPT.test(client)) return <code>{client}</code>
  return (
    <span className="text-muted" data-tip={t('inScriptWhy')}>
      {t('inScript')}
    </span>
  )
}
