import { PricesView } from '@/components/costs/prices/prices-view'
import { Messages } from '@/lib/i18n/messages'

export default function PricesPage() {
  return (
    <Messages also={['costs', 'instances', 'prices']}>
      <PricesView />
    </Messages>
  )
}
