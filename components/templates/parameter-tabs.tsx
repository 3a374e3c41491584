'use client'

import { useTranslations } from 'next-intl'
import { Tabs } from '@/components/ui/tabs'

const PAGES = { templates: '/templates', groups: '/templates/groups' } as const

/** Values for many instances: our own sets, and those that a cloud keeps. */
export function ParameterTabs({ current }: { current: keyof typeof PAGES }) {
  const t = useTranslations('templates')
  return (
    <Tabs
      label={t('pages')}
      items={(['templates', 'groups'] as const).map((page) => ({
        href: PAGES[page],
        label: t(page === 'templates' ? 'title' : 'groups.title'),
        current: page === current,
      }))}
    />
  )
}
