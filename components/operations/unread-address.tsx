'use client'

import { useTranslations } from 'next-intl'
import { Banner } from '@/components/ui/banner'
import type { Unread } from '@/lib/explorer/address'

/** Says which parts of a link are not in the form: what it would send is not what was meant. */
export function UnreadAddress({ parts }: { parts: readonly Unread[] }) {
  const t = useTranslations('operations.unread')
  return (
    <Banner tone="warn" role="status" title={t('title')} className="my-2">
      <ul className="op-facts">
        {parts.map(({ name, why }) => (
          <li key={name}>
            <code>{name}</code> {t(why)}
          </li>
        ))}
      </ul>
    </Banner>
  )
}
