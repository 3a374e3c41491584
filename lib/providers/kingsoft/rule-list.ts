import type { z } from 'zod'
import type { AllowGroup } from '@/lib/model/access-lists'
import type { AddressRule } from './address-rules'
import type { securityRuleList } from './security-rule-fields'

/** The rules of an instance with their ids, for which the manual has two names. */
export const ruleRows = ({ Data }: z.output<typeof securityRuleList>): AddressRule[] =>
  (Data ?? []).flatMap(({ securityRuleId, securityID, cidr }) =>
    cidr ? [{ id: String(securityRuleId ?? securityID ?? ''), cidr }] : [],
  )

/** The same as one group without a name; none where it has no rule. */
export function rulesOf(answer: z.output<typeof securityRuleList>): AllowGroup[] {
  const rules = ruleRows(answer)
  if (rules.length === 0) return []
  return [
    {
      ...{ id: '', name: '', description: null, hidden: false, entries: rules.map(({ cidr }) => cidr) },
      rules: rules.map(({ id, cidr }) => ({ id, entry: cidr })),
    },
  ]
}
