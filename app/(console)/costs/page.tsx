import { CostsView } from '@/components/costs/costs-view'

export default function CostsPage() {
  return <CostsView />
}
