'use client'

import { useQuery } from '@tanstack/react-query'
import Link from 'next/link'
import { useTranslations } from 'next-intl'
import type { z } from 'zod'
import { useForm } from '@/components/form/use-form'
import { Button } from '@/components/ui/button'
import { Field } from '@/components/ui/field'
import { Input } from '@/components/ui/input'
import { ProblemBanner } from '@/components/ui/problem'
import { type InviteInfo, PASSWORD_MIN } from '@/lib/model/access'
import { acceptInvite, lookAtInvite } from '@/lib/queries/sign-in'
import { NoToken } from './no-token'
import { PasswordInput } from './password-input'
import { useToken } from './token'

/** Takes an invitation or a password link. */
export function InvitePage() {
  const t = useTranslations('auth.invite')
  const token = useToken()
  const look = useQuery({
    queryKey: ['invite', token],
    queryFn: () => lookAtInvite(token ?? ''),
    enabled: Boolean(token),
    retry: false,
    staleTime: Number.POSITIVE_INFINITY,
  })
  if (token === null) return <NoToken />
  if (look.error) {
    return (
      <div className="grid gap-4">
        <h1>{t('inviteTitle')}</h1>
        <ProblemBanner error={look.error} />
        <Link href="/sign-in">{t('toSignIn')}</Link>
      </div>
    )
  }
  if (!look.data || !token) return <div className="skel w-48" />
  return <InviteForm info={look.data} token={token} />
}

function InviteForm({ info, token }: { info: z.infer<typeof InviteInfo>; token: string }) {
  const t = useTranslations('auth')
  const { purpose, email } = info
  const form = useForm({
    initial: { name: info.name, password: '' },
    save: async ({ name, password }) => {
      await acceptInvite(purpose === 'invite' ? { token, name, password } : { token, password })
      location.replace('/')
    },
  })
  return (
    <>
      <div>
        <h1>{t(purpose === 'invite' ? 'invite.inviteTitle' : 'invite.resetTitle')}</h1>
        <p className="text-text-2">{t(purpose === 'invite' ? 'invite.inviteLead' : 'invite.resetLead', { email })}</p>
      </div>
      {form.problem !== undefined && <ProblemBanner error={form.problem} />}
      <form ref={form.form} className="grid gap-4" onSubmit={form.submit} noValidate>
        {/* Tells password managers whose password this is. */}
        <input type="text" name="username" autoComplete="username" value={email} readOnly hidden />
        {purpose === 'invite' && (
          <Field label={t('name')} error={form.errors.name}>
            {(control) => (
              <Input
                {...control}
                value={form.values.name}
                onChange={(event) => form.set('name', event.target.value)}
                autoComplete="name"
                size="large"
              />
            )}
          </Field>
        )}
        <PasswordInput
          label={t('newPassword')}
          value={form.values.password}
          onChange={(value) => form.set('password', value)}
          autoComplete="new-password"
          error={form.errors.password}
          hint={t('passwordHint', { min: PASSWORD_MIN })}
          autoFocus
          size="large"
        />
        <Button type="submit" variant="primary" size="large" sending={form.sending}>
          {t('invite.submit')}
        </Button>
      </form>
    </>
  )
}
