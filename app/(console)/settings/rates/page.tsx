import { RateCardPage } from '@/components/admin/rates/rate-card-page'
import { NeedsAdmin } from '@/components/shell/needs-admin'
import { requireSession } from '@/lib/bff/session'
import { Messages } from '@/lib/i18n/messages'

export default async function Page() {
  const me = await requireSession()
  if (me.role !== 'admin') return <NeedsAdmin />
  return (
    <Messages also={['admin', 'rates']}>
      <RateCardPage />
    </Messages>
  )
}
