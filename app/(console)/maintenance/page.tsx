import { FleetMaintenanceView } from '@/components/diagnostics/fleet-maintenance'
import { Messages } from '@/lib/i18n/messages'

export default function MaintenancePage() {
  return (
    <Messages also={['access', 'diagnostics']} menu>
      <FleetMaintenanceView />
    </Messages>
  )
}
