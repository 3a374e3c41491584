'use client'

import { useTranslations } from 'next-intl'
import { useForm } from '@/components/form/use-form'
import { Button } from '@/components/ui/button'
import { Field } from '@/components/ui/field'
import { Input } from '@/components/ui/input'
import { ProblemBanner } from '@/components/ui/problem'
import { PASSWORD_MIN } from '@/lib/model/access'
import { setUp } from '@/lib/queries/sign-in'
import { NoToken } from './no-token'
import { PasswordInput } from './password-input'
import { useToken } from './token'

/** Makes the first admin with the one-time link that the server printed. */
export function SetupForm() {
  const t = useTranslations('auth')
  const token = useToken()
  const form = useForm({
    initial: { email: '', name: '', password: '' },
    save: async (values) => {
      await setUp({ token: token ?? '', ...values })
      location.replace('/')
    },
  })
  if (token === null) return <NoToken />
  return (
    <>
      <div>
        <h1>{t('setup.title')}</h1>
        <p className="text-text-2">{t('setup.lead')}</p>
      </div>
      {form.problem !== undefined && <ProblemBanner error={form.problem} />}
      <form ref={form.form} className="grid gap-4" onSubmit={form.submit} noValidate>
        <Field label={t('email')} error={form.errors.email}>
          {(control) => (
            <Input
              {...control}
              type="email"
              value={form.values.email}
              onChange={(event) => form.set('email', event.target.value)}
              autoComplete="username"
              autoFocus
              size="large"
            />
          )}
        </Field>
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
        <PasswordInput
          label={t('newPassword')}
          value={form.values.password}
          onChange={(value) => form.set('password', value)}
          autoComplete="new-password"
          error={form.errors.password}
          hint={t('passwordHint', { min: PASSWORD_MIN })}
          size="large"
        />
        <Button type="submit" variant="primary" size="large" sending={form.sending}>
          {t('setup.submit')}
        </Button>
      </form>
    </>
  )
}
