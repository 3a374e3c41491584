import { PolicyPage } from '@/components/backups/policy/policy-page'
import { Messages } from '@/lib/i18n/messages'

export default async function Page({ params }: { params: Promise<{ ref: string }> }) {
  const { ref } = await params
  return (
    <Messages also={['instances', 'changes', 'operations', 'backups', 'create', 'wizard']}>
      <PolicyPage reference={decodeURIComponent(ref)} />
    </Messages>
  )
}
