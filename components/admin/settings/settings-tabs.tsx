'use client'

import { usePathname } from 'next/navigation'
import { useTranslations } from 'next-intl'
import { useMe } from '@/components/shell/shell-context'
import { Tabs } from '@/components/ui/tabs'

/** The parts of the settings. Who is no admin can read one of them, and needs no tabs for that. */
export function SettingsTabs() {
  const t = useTranslations('admin')
  const path = usePathname()
  const me = useMe()
  if (me.role !== 'admin') return null
  const items = [
    { href: '/settings', label: t('settings.general') },
    { href: '/settings/approvals', label: t('policies.title') },
    { href: '/settings/rates', label: t('settings.rates') },
  ]
  return <Tabs label={t('settings.title')} items={items.map((item) => ({ ...item, current: item.href === path }))} />
}
