'use client'

import { useQueryClient } from '@tanstack/react-query'
import { useTranslations } from 'next-intl'
import { useState } from 'react'
import type { z } from 'zod'
import { useForm } from '@/components/form/use-form'
import { Button } from '@/components/ui/button'
import { CopyButton } from '@/components/ui/copy'
import { Dialog } from '@/components/ui/dialog'
import { Field } from '@/components/ui/field'
import { Input } from '@/components/ui/input'
import { ProblemBanner } from '@/components/ui/problem'
import { Moment } from '@/components/ui/time'
import { toast } from '@/components/ui/toast'
import type { OneTimeLink, Role, Scope, User } from '@/lib/model/access'
import { inviteUser, patchUser } from '@/lib/queries/users'
import { RoleField } from './role-field'
import { ScopeEditor } from './scope-editor'
import { useScopeCheck } from './scope-words'

type Link = z.infer<typeof OneTimeLink>

/** Invites somebody; the link is shown once, in the same dialog. */
export function InviteDialog({ onClose }: { onClose: () => void }) {
  const t = useTranslations('admin.users')
  const ui = useTranslations('ui')
  const client = useQueryClient()
  const [link, setLink] = useState<Link>()
  const scopeCheck = useScopeCheck()
  const form = useForm<{ email: string; name: string; role: Role; scope: Scope }>({
    initial: { email: '', name: '', role: 'viewer', scope: { kind: 'all' } },
    check: ({ scope }) => ({ scope: scopeCheck(scope) }),
    save: async (values) => {
      setLink(await inviteUser(values))
      await client.invalidateQueries({ queryKey: ['users'] })
    },
  })
  if (link) return <LinkDialog link={link} onClose={onClose} />
  return (
    <Dialog
      title={t('invite')}
      onClose={onClose}
      closable={!form.sending}
      footer={
        <>
          <Button onClick={onClose}>{ui('cancel')}</Button>
          <Button type="submit" form="invite" variant="primary" sending={form.sending}>
            {t('makeLink')}
          </Button>
        </>
      }
    >
      <form id="invite" ref={form.form} onSubmit={form.submit} noValidate className="grid gap-4">
        {form.problem !== undefined && <ProblemBanner error={form.problem} />}
        <div className="grid gap-4 wide:grid-cols-2">
          <Field label={t('email')} error={form.errors.email} required>
            {(control) => (
              <Input
                {...control}
                type="email"
                value={form.values.email}
                onChange={(event) => form.set('email', event.target.value)}
                autoComplete="off"
              />
            )}
          </Field>
          <Field label={t('name')} error={form.errors.name} required>
            {(control) => (
              <Input
                {...control}
                value={form.values.name}
                onChange={(event) => form.set('name', event.target.value)}
                autoComplete="off"
              />
            )}
          </Field>
        </div>
        <RoleField value={form.values.role} onChange={(role) => form.set('role', role)} error={form.errors.role} />
        <ScopeEditor
          value={form.values.scope}
          onChange={(scope) => form.set('scope', scope)}
          error={form.errors.scope}
        />
      </form>
    </Dialog>
  )
}

/** A one-time link, shown this once. */
export function LinkDialog({ link, onClose }: { link: Link; onClose: () => void }) {
  const t = useTranslations('admin.users')
  return (
    <Dialog
      title={t('linkTitle', { name: link.user.name })}
      onClose={onClose}
      footer={
        <Button variant="primary" onClick={onClose}>
          {t('linkDone')}
        </Button>
      }
    >
      <p className="font-semibold">{t('linkOnce')}</p>
      <div className="flex items-start gap-2">
        <code className="codebox flex-1 whitespace-normal break-all" data-testid="one-time-link">
          {link.link}
        </code>
        <CopyButton text={link.link} what={t('link')} />
      </div>
      <p className="text-text-2">
        {t('linkUntil')} <Moment at={link.expiresAt} />.
      </p>
    </Dialog>
  )
}

/** Changes a person's name, role and scope. */
export function EditUserDialog({ user, onClose }: { user: User; onClose: () => void }) {
  const t = useTranslations('admin.users')
  const ui = useTranslations('ui')
  const client = useQueryClient()
  const scopeCheck = useScopeCheck()
  const form = useForm<{ name: string; role: Role; scope: Scope }>({
    initial: { name: user.name, role: user.role, scope: user.scope },
    // Who has an empty scope already can be renamed; it cannot be chosen.
    check: ({ scope }) => ({
      scope: JSON.stringify(scope) === JSON.stringify(user.scope) ? undefined : scopeCheck(scope),
    }),
    save: async (values) => {
      const saved = await patchUser(user.id, values)
      await client.invalidateQueries({ queryKey: ['users'] })
      toast({ tone: 'ok', title: t('saved', { name: saved.name }) })
      onClose()
    },
  })
  return (
    <Dialog
      title={t('editTitle', { name: user.name })}
      onClose={onClose}
      closable={!form.sending}
      footer={
        <>
          <Button onClick={onClose}>{ui('cancel')}</Button>
          <Button type="submit" form="user" variant="primary" sending={form.sending}>
            {t('save')}
          </Button>
        </>
      }
    >
      <form id="user" ref={form.form} onSubmit={form.submit} noValidate className="grid gap-4">
        {form.problem !== undefined && <ProblemBanner error={form.problem} />}
        <Field label={t('name')} error={form.errors.name} required>
          {(control) => (
            <Input
              {...control}
              value={form.values.name}
              changed={form.changed('name')}
              onChange={(event) => form.set('name', event.target.value)}
              autoComplete="off"
            />
          )}
        </Field>
        <RoleField value={form.values.role} onChange={(role) => form.set('role', role)} error={form.errors.role} />
        <ScopeEditor
          value={form.values.scope}
          onChange={(scope) => form.set('scope', scope)}
          error={form.errors.scope}
        />
        <p className="hint">{t('editHint')}</p>
      </form>
    </Dialog>
  )
}
