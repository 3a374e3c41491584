import { InstanceView } from '@/components/instances/instance-view'
import { CLOUD_TABS, cloudTabOf } from '@/components/instances/tabs'
import { Messages } from '@/lib/i18n/messages'

interface Asked {
  params: Promise<{ ref: string }>
  searchParams: Promise<{ tab?: string | string[] }>
}

export default async function InstancePage({ params, searchParams }: Asked) {
  const [{ ref }, { tab }] = await Promise.all([params, searchParams])
  const shown = cloudTabOf(typeof tab === 'string' ? tab : undefined)
  return (
    <Messages also={['instances', ...(shown ? CLOUD_TABS[shown] : [])]} menu>
      <InstanceView reference={decodeURIComponent(ref)} />
    </Messages>
  )
}
