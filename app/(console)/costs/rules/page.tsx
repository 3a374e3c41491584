import { RulesPage } from '@/components/costs/rules/rules-page'

export default function CostRulesPage() {
  return <RulesPage />
}
