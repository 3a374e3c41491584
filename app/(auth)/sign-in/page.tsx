import { redirect } from 'next/navigation'
import { getTranslations } from 'next-intl/server'
import { SignInForm } from '@/components/auth/sign-in-form'
import { currentSession } from '@/lib/bff/session'
import { signInOptions } from '@/lib/bff/sign-in-options'
import { localPath, signInError } from '@/lib/model/access'

export async function generateMetadata() {
  const t = await getTranslations('auth')
  return { title: `${t('signIn.title')} · Quarterdeck` }
}

export default async function SignInPage({
  searchParams,
}: {
  searchParams: Promise<{ next?: string; error?: string }>
}) {
  const { next: wanted, error } = await searchParams
  const next = localPath(typeof wanted === 'string' ? wanted : null)
  // With the database away nobody is known to be signed in; the form then says what is wrong.
  if (await currentSession().catch(() => null)) redirect(next)
  const refused = signInError(typeof error === 'string' ? error : null)
  return <SignInForm options={await signInOptions()} next={next} refused={refused} />
}
