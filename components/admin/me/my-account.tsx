'use client'

import { useRouter } from 'next/navigation'
import { useTranslations } from 'next-intl'
import { PasswordInput } from '@/components/auth/password-input'
import { useForm } from '@/components/form/use-form'
import { Page } from '@/components/shell/page'
import { useMe } from '@/components/shell/shell-context'
import { useChoose } from '@/components/shell/topbar'
import { useLang } from '@/components/ui/badge'
import { Button } from '@/components/ui/button'
import { useNow } from '@/components/ui/clock'
import { Field } from '@/components/ui/field'
import { Input, Select } from '@/components/ui/input'
import { usePreferences } from '@/components/ui/preferences'
import { ProblemBanner } from '@/components/ui/problem'
import { Tabs } from '@/components/ui/tabs'
import { toast } from '@/components/ui/toast'
import { zoneName } from '@/lib/i18n/format'
import { PASSWORD_MIN } from '@/lib/model/access'
import { changePassword, patchMe } from '@/lib/queries/session'
import { useScopeWords } from '../users/scope-words'

export function MyTabs({ current }: { current: 'me' | 'sessions' }) {
  const t = useTranslations('shell.nav')
  return (
    <Tabs
      label={t('me')}
      items={[
        { href: '/me', label: t('me'), current: current === 'me' },
        { href: '/me/sessions', label: t('sessions'), current: current === 'sessions' },
      ]}
    />
  )
}

/** One's own name, password and preferences. */
export function MyAccount() {
  const t = useTranslations('admin.me')
  const shell = useTranslations('shell.nav')
  return (
    <Page title={shell('me')} crumbs={[{ label: shell('me') }]} scroll={false}>
      <MyTabs current="me" />
      <div className="page-scroll">
        <div className="grid max-w-[560px] gap-8 px-gut py-5">
          <Person />
          <Choices />
          <section className="grid gap-3">
            <h2 className="section-title">{t('password')}</h2>
            <Password />
          </section>
        </div>
      </div>
    </Page>
  )
}

function Person() {
  const t = useTranslations('admin.me')
  const roles = useTranslations('admin.roles')
  const scopeWords = useScopeWords()
  const me = useMe()
  const router = useRouter()
  const form = useForm({
    initial: { name: me.name },
    save: async (values) => {
      const saved = await patchMe(values)
      form.reset({ name: saved.name })
      toast({ tone: 'ok', title: t('saved') })
      router.refresh()
    },
  })
  return (
    <section className="grid gap-3">
      <dl className="kv">
        <dt>{t('email')}</dt>
        <dd>{me.email}</dd>
        <dt>{t('role')}</dt>
        <dd>
          {roles(me.role)} · {scopeWords(me.scope, new Map())}
        </dd>
      </dl>
      {form.problem !== undefined && <ProblemBanner error={form.problem} />}
      <form ref={form.form} onSubmit={form.submit} noValidate className="flex items-end gap-2">
        <Field label={t('name')} error={form.errors.name} className="flex-1">
          {(control) => (
            <Input
              {...control}
              value={form.values.name}
              changed={form.changed('name')}
              onChange={(event) => form.set('name', event.target.value)}
              autoComplete="name"
            />
          )}
        </Field>
        <Button type="submit" sending={form.sending} reason={!form.dirty && t('nothingChanged')}>
          {t('save')}
        </Button>
      </form>
    </section>
  )
}

function Choices() {
  const t = useTranslations('admin.me')
  const shell = useTranslations('shell')
  const locale = useLang()
  const choose = useChoose()
  const { zone, theme } = usePreferences()
  const local = useNow() === 0 ? '' : zoneName('local')
  return (
    <section className="grid gap-3">
      <h2 className="section-title">{t('preferences')}</h2>
      <div className="grid gap-4 wide:grid-cols-3">
        <Field label={shell('language')}>
          {(control) => (
            <Select
              {...control}
              value={locale}
              onChange={(event) => choose.locale(event.target.value === 'zh' ? 'zh' : 'en')}
            >
              <option value="en">English</option>
              <option value="zh">简体中文</option>
            </Select>
          )}
        </Field>
        <Field label={shell('theme.label')}>
          {(control) => (
            <Select
              {...control}
              value={theme}
              onChange={({ target }) =>
                choose.theme(target.value === 'dark' ? 'dark' : target.value === 'light' ? 'light' : 'system')
              }
            >
              <option value="system">{shell('theme.system')}</option>
              <option value="light">{shell('theme.light')}</option>
              <option value="dark">{shell('theme.dark')}</option>
            </Select>
          )}
        </Field>
        <Field label={t('zone')}>
          {(control) => (
            <Select
              {...control}
              value={zone}
              onChange={(event) => choose.zone(event.target.value === 'utc' ? 'utc' : 'local')}
            >
              <option value="local">{shell('zone.local', { zone: local })}</option>
              <option value="utc">{shell('zone.utc')}</option>
            </Select>
          )}
        </Field>
      </div>
      <p className="hint">{t('preferencesHint')}</p>
    </section>
  )
}

function Password() {
  const t = useTranslations('admin.me')
  const auth = useTranslations('auth')
  const me = useMe()
  const empty = { current: '', next: '' }
  const form = useForm({
    initial: empty,
    save: async (values) => {
      await changePassword(values)
      form.reset(empty)
      toast({ tone: 'ok', title: t('passwordChanged'), text: t('passwordChangedText') })
    },
  })
  if (!me.hasPassword) return <p className="text-text-2">{t('noPassword')}</p>
  return (
    <form ref={form.form} onSubmit={form.submit} noValidate className="grid gap-4">
      {form.problem !== undefined && <ProblemBanner error={form.problem} />}
      <input type="text" name="username" autoComplete="username" value={me.email} readOnly hidden />
      <PasswordInput
        label={t('current')}
        value={form.values.current}
        onChange={(value) => form.set('current', value)}
        autoComplete="current-password"
        error={form.errors.current}
      />
      <PasswordInput
        label={auth('newPassword')}
        value={form.values.next}
        onChange={(value) => form.set('next', value)}
        autoComplete="new-password"
        error={form.errors.next}
        hint={auth('passwordHint', { min: PASSWORD_MIN })}
      />
      <div>
        <Button type="submit" sending={form.sending}>
          {t('changePassword')}
        </Button>
      </div>
    </form>
  )
}
