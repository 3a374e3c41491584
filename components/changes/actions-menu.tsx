'use client'

import { useQuery } from '@tanstack/react-query'
import { useRouter } from 'next/navigation'
import { useTranslations } from 'next-intl'
import { useMe } from '@/components/shell/shell-context'
import { Button, buttonClass } from '@/components/ui/button'
import { Icon } from '@/components/ui/icon'
import { Menu, type MenuEntry } from '@/components/ui/menu'
import { ACTIONS, type ActionId } from '@/lib/model/change'
import { actionsQuery } from '@/lib/queries/changes'
import { useChangeWords } from './words'

const DANGEROUS: readonly ActionId[] = ['flush', 'flush-expired', 'restore', 'restore-file', 'backup-delete', 'release']

/** What the service can do with an instance: each action with its reason where it is not possible now. */
export function ActionsMenu({ reference }: { reference: string }) {
  const t = useTranslations('changes')
  const router = useRouter()
  const words = useChangeWords()
  const { role } = useMe()
  const isViewer = role === 'viewer'
  const { data, error } = useQuery({ ...actionsQuery(reference), enabled: !isViewer })
  if (isViewer) return <Button reason={t('menu.viewer')}>{t('menu.title')}</Button>
  if (error) return <Button reason={t('menu.failed')}>{t('menu.title')}</Button>
  const listed = ACTIONS.filter((id) => data?.can[id] !== undefined)
  const isOffered = (id: ActionId) => data?.can[id]?.code !== 'not-offered'
  const offered = listed.filter(isOffered)
  // What its service has not stays to be seen, with that as its reason.
  const others = listed.filter((id) => !isOffered(id))
  const entry = (id: ActionId): MenuEntry => {
    const reason = data?.can[id]
    return {
      label: t(`actions.${id}`),
      reason: reason ? words.reason(reason) : undefined,
      danger: DANGEROUS.includes(id),
      onSelect: () =>
        router.push(
          `/instances/${encodeURIComponent(reference)}${id === 'parameters' ? '?tab=parameters' : `/change/${id}`}`,
        ),
    }
  }
  const safe = offered.filter((id) => !DANGEROUS.includes(id))
  const dangerous = offered.filter((id) => DANGEROUS.includes(id))
  return (
    <Menu
      label={t('menu.label')}
      align="end"
      items={[
        ...(data ? [] : [{ title: t('menu.loading') }]),
        ...safe.map(entry),
        { label: t('menu.like'), onSelect: () => router.push(`/instances/new?like=${encodeURIComponent(reference)}`) },
        ...(dangerous.length ? (['separator'] as const) : []),
        ...dangerous.map(entry),
        ...(others.length ? (['separator'] as const) : []),
        ...others.map(entry),
      ]}
      trigger={(props) => (
        <button {...props} className={buttonClass({})}>
          {t('menu.title')}
          <Icon name="down" size="sm" />
        </button>
      )}
    />
  )
}
