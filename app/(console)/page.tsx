import { OverviewView } from '@/components/overview/overview-view'
import { Messages } from '@/lib/i18n/messages'

export default function OverviewPage() {
  return (
    <Messages also={['instances', 'overview']}>
      <OverviewView />
    </Messages>
  )
}
