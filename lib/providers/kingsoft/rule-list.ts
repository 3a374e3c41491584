import type { z } from 'zod'
import type { AllowGroup } from '@/lib/model/access-lists'
import type { securityRuleList } from './security-rule-fields'

/** The rules of an instance as one group without a name; none where it has no rule. */
export function rulesOf({ Data }: z.output<typeof securityRuleList>): AllowGroup[] {
  const entries = (Data ?? []).flatMap(({ cidr }) => cidr || [])
  return entries.length === 0 ? [] : [{ id: '', name: '', description: null, hidden: false, entries }]
}
