import { route } from '@/lib/bff/route'
import { readRules, saveRules } from '@/lib/costs/rules'
import { AllocationRules } from '@/lib/model/cost'

/** Whoever is charged may read why; only admins of all accounts change it. */
export const GET = route({ access: 'viewer' }, () => readRules())

export const PUT = route({ access: 'admin', body: AllocationRules }, ({ actor, body }) => saveRules(actor, body))
