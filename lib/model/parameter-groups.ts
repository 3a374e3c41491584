import { z } from 'zod'
import { NotTold } from './access-lists'
import { ServiceIdSchema } from './instance'
import { Parameter } from './parameter'
import type { SERVICE_IDS } from './service'

/** Services whose accounts have parameter groups of their own. */
export const PARAMETER_GROUP_SERVICES = ['kingsoft-redis'] as const satisfies readonly (typeof SERVICE_IDS)[number][]

/** A group of parameters of an account, for instances of one engine version in one zone. */
export const ParameterGroup = z.object({
  id: z.string(),
  name: z.string(),
  description: z.string().nullable(),
  /** Engine version that it is for; null: not told. */
  version: z.string().nullable(),
  /** As its cloud wrote it, which names no zone; null: not told. */
  updated: z.string().nullable(),
})
export type ParameterGroup = z.infer<typeof ParameterGroup>

/** GET /api/accounts/[id]/parameter-groups?region= : asked of its cloud at this moment, zone by zone. Viewers in scope. */
export const AccountParameterGroups = z.object({
  service: ServiceIdSchema,
  at: z.string(),
  operation: z.string(),
  /** Engine versions that a new one can be for. */
  versions: z.array(z.string()),
  zones: z.array(z.object({ zone: z.string(), told: z.array(ParameterGroup).nullable(), missing: NotTold.nullable() })),
})
export type AccountParameterGroups = z.infer<typeof AccountParameterGroups>

/** GET /api/accounts/[id]/parameter-groups/[group]?region=&zone= : one of them with its values. */
export const ParameterGroupDetail = ParameterGroup.extend({
  service: ServiceIdSchema,
  at: z.string(),
  sources: z.array(z.string()),
  parameters: z.array(Parameter),
})
export type ParameterGroupDetail = z.infer<typeof ParameterGroupDetail>

/** GET /api/accounts/[id]/parameter-defaults?region=&zone=&version= : what a new group of that version begins with. */
export const ParameterDefaults = z.object({
  service: ServiceIdSchema,
  at: z.string(),
  sources: z.array(z.string()),
  parameters: z.array(Parameter),
})
export type ParameterDefaults = z.infer<typeof ParameterDefaults>
