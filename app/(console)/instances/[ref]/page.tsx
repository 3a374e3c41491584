import { InstanceView } from '@/components/instances/instance-view'
import { Messages } from '@/lib/i18n/messages'

export default async function InstancePage({ params }: { params: Promise<{ ref: string }> }) {
  const { ref } = await params
  return (
    <Messages
      also={[
        'instances',
        'changes',
        'billing',
        'access',
        'backups',
        'parameters',
        'hazards',
        'templates',
        'monitoring',
        'slowLog',
        'diagnostics',
        'logs',
      ]}
    >
      <InstanceView reference={decodeURIComponent(ref)} />
    </Messages>
  )
}
