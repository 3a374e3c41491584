'use client'

import Link from 'next/link'
import { useTranslations } from 'next-intl'

/** For a one-time page that was opened without its token. */
export function NoToken() {
  const t = useTranslations('auth.invite')
  return (
    <div className="grid gap-2">
      <h1>{t('noToken')}</h1>
      <p className="text-text-2">{t('noTokenText')}</p>
      <Link href="/sign-in">{t('toSignIn')}</Link>
    </div>
  )
}
