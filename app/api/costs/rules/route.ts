import { requireWholeScope } from '@/lib/bff/account'
import { route } from '@/lib/bff/route'
import { readRules, saveRules } from '@/lib/costs/rules'
import { AllocationRules } from '@/lib/model/cost'

/** Rules name accounts and teams of the whole deployment. */
export const GET = route({ access: 'admin' }, ({ actor }) => {
  requireWholeScope(actor)
  return readRules()
})

export const PUT = route({ access: 'admin', body: AllocationRules }, ({ actor, body }) => saveRules(actor, body))
