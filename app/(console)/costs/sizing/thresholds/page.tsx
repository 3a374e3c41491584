import { ThresholdsPage } from '@/components/costs/sizing/thresholds-page'
import { Messages } from '@/lib/i18n/messages'

export default function SizingThresholdsPage() {
  return (
    <Messages also={['costs', 'sizing']}>
      <ThresholdsPage />
    </Messages>
  )
}
