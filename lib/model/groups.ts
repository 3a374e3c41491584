import { z } from 'zod'
import { AllowGroup, NotTold } from './access-lists'
import { ServiceIdSchema } from './instance'

/** A security group of an account, which instances share. */
export const SecurityGroup = AllowGroup.pick({ id: true, name: true, description: true }).extend({
  /** How many instances it is bound to; null: not told. */
  instances: z.number().int().nullable(),
})
export type SecurityGroup = z.infer<typeof SecurityGroup>

/** What the manual allows: groups of an account, rules of a group and of all groups of one instance, groups of one instance. */
export const GroupLimits = z.object({
  groups: z.number().int(),
  rules: z.number().int(),
  bound: z.number().int(),
})

/** GET /api/accounts/[id]/groups?region= : asked of its cloud at this moment, zone by zone. Viewers in scope. */
export const AccountGroups = z.object({
  service: ServiceIdSchema,
  at: z.string(),
  operation: z.string(),
  limits: GroupLimits,
  zones: z.array(z.object({ zone: z.string(), told: z.array(SecurityGroup).nullable(), missing: NotTold.nullable() })),
})
export type AccountGroups = z.infer<typeof AccountGroups>

/** GET /api/accounts/[id]/groups/[group]?region=&zone= : its rules, and the instances that it is bound to. */
export const GroupDetail = SecurityGroup.extend({
  service: ServiceIdSchema,
  at: z.string(),
  limits: GroupLimits,
  rules: z.array(z.object({ id: z.string(), entry: z.string() })),
  /** `ref` null: the inventory has no such instance. */
  boundTo: z.array(z.object({ id: z.string(), name: z.string(), ref: z.string().nullable() })),
})
export type GroupDetail = z.infer<typeof GroupDetail>
