'use client'

import { useQuery } from '@tanstack/react-query'
import { useRouter } from 'next/navigation'
import { useTranslations } from 'next-intl'
import { useId } from 'react'
import { useMe } from '@/components/shell/shell-context'
import { Button, buttonClass } from '@/components/ui/button'
import { Icon } from '@/components/ui/icon'
import { Menu, type MenuItem } from '@/components/ui/menu'
import type { Reason } from '@/lib/model/action'
import { ACTIONS, type ActionId, OF_ACCOUNTS } from '@/lib/model/action-ids'
import { actionsQuery } from '@/lib/queries/actions'
import { useChangeWords } from './words'

const DANGEROUS: readonly ActionId[] = ['flush', 'flush-expired', 'restore', 'restore-file', 'backup-delete', 'release']

/** What is chosen on a tab of the instance: a set, or values beside what they are now. */
const TABS: Partial<Record<ActionId, string>> = {
  parameters: 'parameters',
  restore: 'backups',
  'backup-rename': 'backups',
  'backup-export': 'backups',
  'backup-delete': 'backups',
  'maintenance-event': 'diagnostics&view=tasks',
}

/** Those that destroy stand by themselves, after all these. */
const GROUPS = {
  settings: ['rename', 'description', 'password', 'maintenance', 'protection', 'resource-group'],
  running: [
    'restart',
    'switch-ha',
    'lock',
    'unlock',
    'minor-version',
    'major-version',
    'move-zone',
    'direct-on',
    'direct-off',
  ],
  size: ['spec', 'add-node', 'delete-node'],
  access: [
    'allow-list',
    'public-on',
    'public-off',
    'endpoint',
    'to-vpc',
    'classic-days',
    'tls',
    'vpc-password',
    'account-create',
    'tag-add',
    'tag-remove',
  ],
  backups: ['backup', 'backup-policy', 'backup-rename', 'backup-export'],
  billing: ['renew', 'auto-renew', 'to-subscription'],
} as const satisfies Record<string, readonly ActionId[]>
const GROUP_IDS = ['settings', 'running', 'size', 'access', 'backups', 'billing'] as const
const GROUPED: readonly ActionId[] = Object.values(GROUPS).flat()

const isSame = (one: Reason | null | undefined, other: Reason) => JSON.stringify(one) === JSON.stringify(other)

/** So many with one and the same reason have it once above them. */
const MANY = 3

/** What keeps most of them from being possible: its status, or undefined. */
function sharedReason(reasons: readonly (Reason | null | undefined)[]): Reason | undefined {
  const found = reasons.flatMap((one) => (one?.code === 'status' ? [one] : []))
  const counted = found.map((reason) => ({ reason, count: found.filter((other) => isSame(other, reason)).length }))
  const most = counted.sort((one, other) => other.count - one.count)[0]
  return most && most.count >= MANY ? most.reason : undefined
}

/** What the service can do with an instance: each action with its reason where it is not possible now. */
export function ActionsMenu({ reference }: { reference: string }) {
  const t = useTranslations('changes')
  const router = useRouter()
  const words = useChangeWords()
  const note = useId()
  const { role } = useMe()
  const isViewer = role === 'viewer'
  const { data, error } = useQuery({ ...actionsQuery(reference), enabled: !isViewer })
  if (isViewer) return <Button reason={t('menu.viewer')}>{t('menu.title')}</Button>
  if (error) return <Button reason={t('menu.failed')}>{t('menu.title')}</Button>
  const listed = ACTIONS.filter((id) => data?.can[id] !== undefined && !OF_ACCOUNTS.includes(id))
  const isOffered = (id: ActionId) => data?.can[id]?.code !== 'not-offered'
  const offered = listed.filter(isOffered)
  // What its service has not stays to be seen, with that as its reason.
  const others = listed.filter((id) => !isOffered(id))
  const shared = sharedReason(offered.map((id) => data?.can[id]))
  const held = data?.held
  const entry = (id: ActionId): MenuItem => {
    const reason = data?.can[id]
    const isShared = shared !== undefined && isSame(reason, shared)
    return {
      label: t('menu.opens', { action: t(`actions.${id}`) }),
      reason: reason && !isShared ? words.reason(reason) : undefined,
      because: isShared ? note : undefined,
      danger: DANGEROUS.includes(id),
      onSelect: () => {
        const tab = TABS[id]
        router.push(`/instances/${encodeURIComponent(reference)}${tab ? `?tab=${tab}` : `/change/${id}`}`)
      },
    }
  }
  const groups = GROUP_IDS.map((group) => ({
    group,
    ids: offered.filter((id) => (GROUPS[group] as readonly ActionId[]).includes(id)), // a wider list of the same
  })).filter(({ ids }) => ids.length > 0)
  const safe = offered.filter((id) => !DANGEROUS.includes(id) && !GROUPED.includes(id))
  const dangerous = offered.filter((id) => DANGEROUS.includes(id))
  return (
    <Menu
      label={t('menu.label')}
      align="end"
      items={[
        ...(data ? [] : [{ title: t('menu.loading') }]),
        ...(shared || held
          ? [
              {
                id: note,
                title: [
                  held && t('menu.held', { who: held.by, action: t(`actions.${held.action}`) }),
                  shared && t('menu.shared', { reason: words.reason(shared) }),
                ]
                  .filter(Boolean)
                  .join(' '),
              },
            ]
          : []),
        ...(held ? [{ label: t('toOther'), onSelect: () => router.push(`/changes/${held.change}`) }] : []),
        ...(shared || held ? (['separator'] as const) : []),
        ...groups.flatMap(({ group, ids }) => [{ title: t(`menu.groups.${group}`) }, ...ids.map(entry)]),
        ...(groups.length ? (['separator'] as const) : []),
        ...safe.map(entry),
        // Not before the others: they would push it from under the pointer.
        ...(data
          ? [
              {
                label: t('menu.like'),
                onSelect: () => router.push(`/instances/new?like=${encodeURIComponent(reference)}`),
              },
            ]
          : []),
        ...(dangerous.length ? (['separator'] as const) : []),
        ...dangerous.map(entry),
        ...(others.length ? (['separator'] as const) : []),
        ...(others.length ? [{ fold: t('menu.notOffered', { count: others.length }), items: others.map(entry) }] : []),
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
