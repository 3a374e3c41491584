import { getTranslations } from 'next-intl/server'
import { InvitePage } from '@/components/auth/invite-form'

export async function generateMetadata() {
  const t = await getTranslations('auth')
  return { title: `${t('invite.resetTitle')} · Quarterdeck`, referrer: 'no-referrer' as const }
}

export default function Page() {
  return <InvitePage />
}
