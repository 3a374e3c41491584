import { SizingView } from '@/components/costs/sizing/sizing-view'
import { Messages } from '@/lib/i18n/messages'

export default function SizingPage() {
  return (
    <Messages also={['costs', 'instances', 'sizing']}>
      <SizingView />
    </Messages>
  )
}
