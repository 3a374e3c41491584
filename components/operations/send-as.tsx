'use client'

import { useTranslations } from 'next-intl'
import { Banner } from '@/components/ui/banner'
import { Select } from '@/components/ui/input'
import type { Account } from '@/lib/model/account'

interface SendAsProps {
  /** Those that have the service. */
  accounts: readonly Account[]
  loaded: boolean
  account: Account | undefined
  region: string
  onChange: (next: { accountId?: string; region?: string }) => void
}

/** Which account signs, and which region it goes to. */
export function SendAs({ accounts, loaded, account, region, onChange }: SendAsProps) {
  const t = useTranslations('operations')
  if (loaded && accounts.length === 0) return <Banner tone="info" title={t('send.noAccount')} />
  const regions = [...new Set([...(account?.regions ?? []), region])].filter(Boolean)
  return (
    <div className="op-field">
      <span className="name">{t('sendAs')}</span>
      <div className="grid grid-cols-[3fr_2fr] gap-2">
        <Select
          aria-label={t('account')}
          value={account?.id ?? ''}
          onChange={(event) => onChange({ accountId: event.target.value, region: '' })}
        >
          {accounts.map((one) => (
            <option key={one.id} value={one.id}>
              {one.environment ? `${one.name} · ${one.environment}` : one.name}
            </option>
          ))}
        </Select>
        <Select aria-label={t('region')} value={region} onChange={(event) => onChange({ region: event.target.value })}>
          {regions.map((id) => (
            <option key={id} value={id}>
              {id}
            </option>
          ))}
        </Select>
      </div>
    </div>
  )
}
