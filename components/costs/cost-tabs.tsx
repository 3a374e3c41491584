'use client'
import { usePathname } from 'next/navigation'
import { useTranslations } from 'next-intl'
import { Tabs } from '@/components/ui/tabs'

/** The pages about costs. */
export function CostTabs() {
  const t = useTranslations('costs')
  const path = usePathname()
  const items = [
    { href: '/costs', label: t('tabs.overview') },
    { href: '/costs/renewals', label: t('tabs.renewals') },
    { href: '/costs/sizing', label: t('tabs.sizing') },
    { href: '/costs/reports', label: t('tabs.reports') },
    { href: '/costs/prices', label: t('tabs.prices') },
    { href: '/costs/rules', label: t('tabs.rules') },
    { href: '/costs/rates', label: t('tabs.rates') },
  ]
  return (
    <Tabs
      label={t('title')}
      items={items.map((item) => ({
        ...item,
        current: item.href === path || (item.href !== '/costs' && path.startsWith(`${item.href}/`)),
      }))}
    />
  )
}
