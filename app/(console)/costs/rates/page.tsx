import { RatesPage } from '@/components/costs/rates/rates-page'

export default function CostRatesPage() {
  return <RatesPage />
}
