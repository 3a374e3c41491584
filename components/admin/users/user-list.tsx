'use client'

import { useQuery, useQueryClient } from '@tanstack/react-query'
import { usePathname, useRouter, useSearchParams } from 'next/navigation'
import { useTranslations } from 'next-intl'
import { useState } from 'react'
import type { z } from 'zod'
import { useAct } from '@/components/admin/use-act'
import { Page } from '@/components/shell/page'
import { useMe } from '@/components/shell/shell-context'
import { Button } from '@/components/ui/button'
import { Confirm } from '@/components/ui/confirm'
import { Failed } from '@/components/ui/failed'
import { Menu, type MenuEntry } from '@/components/ui/menu'
import type { Tone } from '@/components/ui/shape'
import { Skeleton } from '@/components/ui/skeleton'
import { State } from '@/components/ui/status'
import { Age } from '@/components/ui/time'
import type { OneTimeLink, User } from '@/lib/model/access'
import { accountsQuery } from '@/lib/queries/accounts'
import { deleteUser, patchUser, resetUser, usersQuery } from '@/lib/queries/users'
import { useScopeWords } from './scope-words'
import { EditUserDialog, InviteDialog, LinkDialog } from './user-dialogs'

type Open =
  | { dialog: 'none' }
  | { dialog: 'edit' | 'disable' | 'reset' | 'delete'; user: User }
  | { dialog: 'link'; link: z.infer<typeof OneTimeLink> }

const TONES: Record<User['state'], Tone> = { active: 'ok', invited: 'prog', disabled: 'off', locked: 'warn' }

/** Everybody who may sign in. */
export function UserList() {
  const t = useTranslations('admin.users')
  const roles = useTranslations('admin.roles')
  const me = useMe()
  const router = useRouter()
  const path = usePathname()
  const inviting = useSearchParams().get('invite') === '1'
  const client = useQueryClient()
  const { act, running } = useAct()
  const { data, error, refetch } = useQuery(usersQuery)
  const { data: accounts = [] } = useQuery(accountsQuery)
  const [open, setOpen] = useState<Open>({ dialog: 'none' })
  const names = new Map(accounts.map((account) => [account.id, account.name]))
  const close = () => setOpen({ dialog: 'none' })
  const fresh = () => client.invalidateQueries({ queryKey: ['users'] })
  const notAll = me.scope.kind === 'all' ? undefined : roles('needAll')

  const entries = (user: User): MenuEntry[] => {
    const self = user.id === me.id ? t('notSelf') : undefined
    return [
      { label: t('edit'), icon: 'edit', reason: notAll, onSelect: () => setOpen({ dialog: 'edit', user }) },
      {
        label: t(user.state === 'invited' ? 'reinvite' : 'reset'),
        icon: 'link',
        reason: notAll ?? (user.state === 'disabled' ? t('isDisabled') : undefined),
        onSelect: () => setOpen({ dialog: 'reset', user }),
      },
      ...(user.state === 'locked'
        ? [
            {
              label: t('unlock'),
              icon: 'lock',
              reason: notAll,
              onSelect: () =>
                act(user.id, async () => void (await patchUser(user.id, { unlock: true }), await fresh())),
            } as const,
          ]
        : []),
      'separator',
      user.state === 'disabled'
        ? {
            label: t('enable'),
            icon: 'play',
            reason: notAll,
            onSelect: () =>
              act(user.id, async () => {
                await patchUser(user.id, { disabled: false })
                await fresh()
              }),
          }
        : {
            label: t('disable'),
            icon: 'pause',
            danger: true,
            reason: notAll ?? self,
            onSelect: () => setOpen({ dialog: 'disable', user }),
          },
      {
        label: t('delete'),
        icon: 'trash',
        danger: true,
        reason: notAll ?? self,
        onSelect: () => setOpen({ dialog: 'delete', user }),
      },
    ]
  }

  return (
    <Page
      title={t('title')}
      crumbs={[{ label: t('title') }]}
      meta={data && <span>{t.rich('count', { count: data.length, b: (text) => <b>{text}</b> })}</span>}
      actions={
        <Button variant="primary" icon="plus" reason={notAll} onClick={() => router.push(`${path}?invite=1`)}>
          {t('inviteButton')}
        </Button>
      }
    >
      {error && <Failed error={error} retry={() => refetch()} />}
      {!data && !error && <Skeleton widths={[200, 180, 90, 140, 90]} rows={5} />}
      {data && (
        <table className="tbl">
          <thead>
            <tr>
              <th>{t('name')}</th>
              <th className="max-wide:hidden">{t('state')}</th>
              <th>{t('role')}</th>
              <th className="max-desk:hidden">{t('scope')}</th>
              <th className="num max-wide:hidden">{t('lastSignIn')}</th>
              <th>
                <span className="sr-only">{t('actions')}</span>
              </th>
            </tr>
          </thead>
          <tbody>
            {data.map((user) => (
              <UserRow
                key={user.id}
                user={user}
                self={user.id === me.id}
                names={names}
                busy={running === user.id}
                entries={entries(user)}
              />
            ))}
          </tbody>
        </table>
      )}
      {inviting && !notAll && <InviteDialog onClose={() => router.replace(path)} />}
      {open.dialog === 'edit' && <EditUserDialog user={open.user} onClose={close} />}
      {open.dialog === 'link' && <LinkDialog link={open.link} onClose={close} />}
      {open.dialog === 'reset' && (
        <Confirm
          title={t(open.user.state === 'invited' ? 'reinviteTitle' : 'resetTitle', { name: open.user.name })}
          act={t('makeLink')}
          run={async () => {
            const link = await resetUser(open.user.id)
            await fresh()
            return link
          }}
          onDone={(link) => setOpen({ dialog: 'link', link })}
          onClose={close}
        >
          <p>{t(open.user.state === 'invited' ? 'reinviteText' : 'resetText')}</p>
        </Confirm>
      )}
      {open.dialog === 'disable' && (
        <Confirm
          title={t('disableTitle', { name: open.user.name })}
          loss={t('disableLoss')}
          act={t('disableAct', { name: open.user.name })}
          danger
          run={async () => {
            await patchUser(open.user.id, { disabled: true })
            await fresh()
          }}
          onClose={close}
        />
      )}
      {open.dialog === 'delete' && (
        <Confirm
          title={t('deleteTitle', { name: open.user.name })}
          loss={t('deleteLoss')}
          act={t('deleteAct')}
          danger
          name={open.user.email}
          run={async () => {
            await deleteUser(open.user.id)
            await fresh()
          }}
          onClose={close}
        >
          <p>{t('deleteText')}</p>
        </Confirm>
      )}
    </Page>
  )
}

interface UserRowProps {
  user: User
  self: boolean
  names: ReadonlyMap<string, string>
  busy: boolean
  entries: MenuEntry[]
}

function UserRow({ user, self, names, busy, entries }: UserRowProps) {
  const t = useTranslations('admin.users')
  const roles = useTranslations('admin.roles')
  const scopeWords = useScopeWords()
  return (
    <tr aria-busy={busy || undefined}>
      <td className="py-1">
        <span className="name">{user.name}</span>
        {self && <span className="ml-2 text-muted">{t('you')}</span>}
        <span className="block text-muted text-sm wrap-anywhere">{user.email}</span>
        <span className="wide:hidden">
          <State tone={TONES[user.state]}>{t(`states.${user.state}`)}</State>
        </span>
      </td>
      <td className="max-wide:hidden">
        <State tone={TONES[user.state]}>{t(`states.${user.state}`)}</State>
      </td>
      <td>{roles(user.role)}</td>
      <td className="max-desk:hidden text-text-2">{scopeWords(user.scope, names)}</td>
      <td className="num text-muted max-wide:hidden">
        {user.lastSignInAt ? <Age at={user.lastSignInAt} /> : t('never')}
      </td>
      <td className="num">
        <Menu
          label={t('actionsOf', { name: user.name })}
          align="end"
          items={entries}
          trigger={(props) => (
            <button {...props} className="btn small square quiet" aria-label={t('actionsOf', { name: user.name })}>
              <span aria-hidden="true">⋯</span>
            </button>
          )}
        />
      </td>
    </tr>
  )
}
