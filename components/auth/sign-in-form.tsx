'use client'

import { useTranslations } from 'next-intl'
import { type FormEvent, useRef, useState } from 'react'
import { flushSync } from 'react-dom'
import { Banner } from '@/components/ui/banner'
import { Button } from '@/components/ui/button'
import { Field } from '@/components/ui/field'
import { Input } from '@/components/ui/input'
import { ProblemBanner } from '@/components/ui/problem'
import type { AuthOptions, SignInError } from '@/lib/model/access'
import { EMAIL_PATTERN } from '@/lib/model/email'
import { signInWithPassword, singleSignOnUrl } from '@/lib/queries/sign-in'
import { PasswordInput } from './password-input'

interface SignInFormProps {
  options: Pick<AuthOptions, 'oidc' | 'contact' | 'organisation' | 'setupNeeded'>
  /** Path to go to afterwards, checked by the server to be one of ours. */
  next: string
  /** Why single sign-on was refused, when the browser comes back from it. */
  refused: SignInError | null
}

type Sending = 'none' | 'sso' | 'password'

/** What is not filled in well: a word of `auth.errors` for each field. */
interface Wrong {
  email?: 'noEmail' | 'badEmail'
  password?: 'noPassword'
}

export function SignInForm({ options, next, refused }: SignInFormProps) {
  const t = useTranslations('auth')
  const [email, setEmail] = useState('')
  const [password, setPassword] = useState('')
  const [why, setWhy] = useState(refused)
  const [problem, setProblem] = useState<unknown>()
  const [sending, setSending] = useState<Sending>('none')
  const [wrong, setWrong] = useState<Wrong>({})
  const form = useRef<HTMLFormElement>(null)

  const attempt = async (kind: Sending, run: () => Promise<void>) => {
    setSending(kind)
    setProblem(undefined)
    try {
      await run()
    } catch (error) {
      setProblem(error)
      setSending('none')
    }
  }
  const withPassword = (event: FormEvent) => {
    event.preventDefault()
    if (sending !== 'none') return
    const found: Wrong = {
      email: email.trim() === '' ? 'noEmail' : EMAIL_PATTERN.test(email.trim()) ? undefined : 'badEmail',
      password: password === '' ? 'noPassword' : undefined,
    }
    flushSync(() => setWrong(found))
    if (found.email || found.password) {
      form.current?.querySelector<HTMLElement>('[aria-invalid="true"]')?.focus()
      return
    }
    void attempt('password', async () => {
      const error = await signInWithPassword(email, password)
      // A whole page load: the pages of one person never meet the answers of another.
      if (!error) return location.replace(next)
      setWhy(error)
      setSending('none')
      form.current?.querySelector<HTMLInputElement>('input[name="current-password"]')?.select()
    })
  }
  const { oidc, contact, organisation } = options
  return (
    <>
      <div>
        <h1>{t('signIn.title')}</h1>
        <p className="text-text-2">{organisation ? t('signIn.leadOf', { organisation }) : t('signIn.lead')}</p>
      </div>
      {options.setupNeeded && (
        <Banner tone="info" title={t('signIn.setup')}>
          {t('signIn.setupText')}
        </Banner>
      )}
      {oidc && (
        <>
          <Button
            size="large"
            icon="key"
            className="w-full"
            sending={sending === 'sso'}
            onClick={() => attempt('sso', async () => location.assign(await singleSignOnUrl(next)))}
          >
            {t('signIn.sso', { name: oidc.name })}
          </Button>
          <div className="flex items-center gap-2 text-muted text-sm before:h-px before:flex-1 before:bg-border after:h-px after:flex-1 after:bg-border">
            {t('signIn.or')}
          </div>
        </>
      )}
      <Refusal why={why} />
      {problem !== undefined && <ProblemBanner error={problem} />}
      <form ref={form} className="grid gap-4" onSubmit={withPassword} noValidate>
        <Field label={t('email')} error={wrong.email && t(`errors.${wrong.email}`)}>
          {(control) => (
            <Input
              {...control}
              name="email"
              type="email"
              value={email}
              onChange={(event) => {
                setEmail(event.target.value)
                setWrong({ ...wrong, email: undefined })
              }}
              autoComplete="username"
              autoCapitalize="none"
              spellCheck={false}
              autoFocus
              size="large"
            />
          )}
        </Field>
        <PasswordInput
          label={t('password')}
          value={password}
          onChange={(value) => {
            setPassword(value)
            setWrong({ ...wrong, password: undefined })
          }}
          error={wrong.password && t(`errors.${wrong.password}`)}
          autoComplete="current-password"
          size="large"
        />
        <Button type="submit" variant="primary" size="large" className="w-full" sending={sending === 'password'}>
          {t('signIn.submit')}
        </Button>
      </form>
      <p className="text-muted text-sm">{contact ? t('signIn.helpOf', { contact }) : t('signIn.help')}</p>
    </>
  )
}

function Refusal({ why }: { why: SignInError | null }) {
  const t = useTranslations('auth.errors')
  if (!why) return null
  const text =
    why.code === 'wrong'
      ? t('tries', { tries: why.tries })
      : why.code === 'locked'
        ? t('lockedText', { minutes: why.minutes })
        : t(`${why.code}Text`)
  return (
    <Banner tone="danger" role="alert" title={t(why.code)}>
      {text}
    </Banner>
  )
}
