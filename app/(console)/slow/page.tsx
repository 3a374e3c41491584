import { FleetView } from '@/components/slow-log/fleet/fleet-view'
import { Messages } from '@/lib/i18n/messages'

export default function SlowLogsPage() {
  return (
    <Messages also={['instances', 'slowLog']}>
      <FleetView />
    </Messages>
  )
}
