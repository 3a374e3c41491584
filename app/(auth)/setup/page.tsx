import { getTranslations } from 'next-intl/server'
import { SetupForm } from '@/components/auth/setup-form'

export async function generateMetadata() {
  const t = await getTranslations('auth')
  return { title: `${t('setup.title')} · Quarterdeck`, referrer: 'no-referrer' as const }
}

export default function Page() {
  return <SetupForm />
}
