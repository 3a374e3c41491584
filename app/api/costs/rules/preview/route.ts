import { z } from 'zod'
import { route } from '@/lib/bff/route'
import { previewRules } from '@/lib/costs/rules'
import { AllocationRules } from '@/lib/model/cost'

const Draft = z.strictObject({ rules: AllocationRules.shape.rules })

/** POST /api/costs/rules/preview: what these rules would move. Changes nothing. */
export const POST = route({ access: 'admin', body: Draft }, ({ actor, body }) => previewRules(actor, body.rules))
