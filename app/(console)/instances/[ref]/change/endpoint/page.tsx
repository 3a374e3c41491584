import { EndpointPage } from '@/components/access/endpoint-page'
import { Messages } from '@/lib/i18n/messages'

export default async function Page({ params }: { params: Promise<{ ref: string }> }) {
  const { ref } = await params
  return (
    <Messages also={['instances', 'changes', 'operations', 'access', 'create', 'wizard']}>
      <EndpointPage reference={decodeURIComponent(ref)} />
    </Messages>
  )
}
