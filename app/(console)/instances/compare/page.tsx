import { ComparePage } from '@/components/monitoring/compare-page'
import { Messages } from '@/lib/i18n/messages'

export default function InstancesComparePage() {
  return (
    <Messages also={['monitoring', 'slowLog']}>
      <ComparePage />
    </Messages>
  )
}
