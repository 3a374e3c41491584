import { route } from '@/lib/bff/route'
import { readPolicies, savePolicies } from '@/lib/changes/policy'
import { Policies } from '@/lib/model/approval-policy'

export const GET = route({ access: 'viewer' }, () => readPolicies())

export const PUT = route({ access: 'admin', body: Policies }, ({ actor, body }) => savePolicies(actor, body))
