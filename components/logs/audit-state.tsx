'use client'

import { useTranslations } from 'next-intl'
import { ChangeLink } from '@/components/access/change-link'
import { Banner } from '@/components/ui/banner'
import { State } from '@/components/ui/status'

/** Whether the audit log is written and how long it is kept, with the ways to change it. */
export function AuditState({ reference, days }: { reference: string; days: number | null }) {
  const t = useTranslations('logs')
  if (days !== null && days > 0)
    return (
      <p className="flex flex-wrap items-center gap-2 px-gut pb-2 text-sm">
        <State tone="ok">{t('auditOn', { days })}</State>
        <ChangeLink reference={reference} action="audit-log" params={{ on: 'true', retention: String(days) }}>
          {t('changeAudit')}
        </ChangeLink>
      </p>
    )
  return (
    <Banner
      tone="info"
      title={t(days === 0 ? 'auditOff' : 'auditUnknown')}
      className="mx-gut mb-2"
      role="status"
      actions={
        <>
          <ChangeLink reference={reference} action="log-permission">
            {t('permit')}
          </ChangeLink>
          <ChangeLink reference={reference} action="audit-log">
            {t('switchOn')}
          </ChangeLink>
        </>
      }
    >
      {t('auditConditions')}
    </Banner>
  )
}
