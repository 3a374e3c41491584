import { InstancesView } from '@/components/instances/instances-view'
import { Messages } from '@/lib/i18n/messages'

export default function InstancesPage() {
  return (
    <Messages also={['instances']}>
      <InstancesView />
    </Messages>
  )
}
