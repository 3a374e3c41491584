'use client'

import { useTranslations } from 'next-intl'
import { Button } from '@/components/ui/button'
import { Menu, type MenuEntry } from '@/components/ui/menu'

/**
 * What has no place of its own in the tools of a page of charts: on a wide window what is seldom wanted, on a narrow one
 * everything but the range.
 */
export function ToolMenu({ wide, narrow }: { wide: readonly MenuEntry[]; narrow: readonly MenuEntry[] }) {
  const t = useTranslations('monitoring')
  const menu = (items: readonly MenuEntry[], className: string) => (
    <Menu
      label={t('tools')}
      align="end"
      items={items}
      trigger={(props) => (
        <Button {...props} icon="more" className={className} aria-label={t('tools')} data-tip={t('tools')} />
      )}
    />
  )
  return (
    <>
      {menu(wide, 'max-wide:hidden')}
      {menu(narrow, 'wide:hidden')}
    </>
  )
}
