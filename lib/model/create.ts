import { z } from 'zod'
import { ActionId, Reason } from './action'
import { ChangeError } from './change'
import { ServiceIdSchema } from './instance'

const place = {
  service: ServiceIdSchema,
  accountId: z.string().max(100),
  region: z.string().min(1).max(100),
}

/**
 * POST /api/changes/create: plans new instances, and sends nothing but reads. Operators in scope. Answers 201 with the
 * `Change`, which goes on like any other. `params` are those of the service's own schema (`loadCreateParams`).
 */
export const CreateDraft = z.strictObject({
  ...place,
  params: z.record(z.string(), z.unknown()),
  reason: z.string().trim().min(1).max(500).optional(),
})
export type CreateDraft = z.infer<typeof CreateDraft>

/** GET /api/create/choices: what a form can offer at a place. */
export const ChoicesQuery = z.object({
  ...place,
  /** Where security groups, parameter groups and backups are kept by zone. */
  zone: z.string().max(100).optional(),
  /** Instance whose backups are wanted. */
  source: z.string().max(200).optional(),
})
export type ChoicesQuery = z.infer<typeof ChoicesQuery>

/** Who says what can be chosen: the cloud now, its manual, what instances that we know of use, or the account's settings. */
export const CHOICE_SOURCES = ['cloud', 'manual', 'instances', 'settings'] as const

export const Choice = z.object({
  id: z.string(),
  /** The cloud's own name of it. */
  name: z.string().nullable(),
  /** What it belongs to: the VPC of a subnet, the version of a parameter group. */
  of: z.string().nullable(),
  /** The zone it is in, where that is known. */
  zone: z.string().nullable(),
  /** `closed`: nothing new is sold in that zone. `not-done`: a backup that did not finish. `here`: it is there already. Null: it can be chosen. */
  refused: z.enum(['closed', 'not-done', 'here']).nullable(),
  /** ISO 8601: when a backup ended. */
  at: z.string().nullable(),
})
export type Choice = z.infer<typeof Choice>

export const ChoiceList = z.object({
  source: z.enum(CHOICE_SOURCES),
  /** The vendor's operation that was asked, for `cloud`. */
  operation: z.string().nullable(),
  items: z.array(Choice),
  /** Others than these can be right: let people type. */
  open: z.boolean(),
  /** Why the cloud could not be asked; then `items` is empty and `open` is true. */
  error: ChangeError.nullable(),
})
export type ChoiceList = z.infer<typeof ChoiceList>

/** GET /api/instances/[ref]/choices: for what an action of an instance can be chosen. Viewers in scope. */
export const InstanceChoicesQuery = z.object({ action: ActionId })

export const InstanceChoices = z.object({
  /** By the name of the parameter; those that are no lists are not here. */
  lists: z.record(z.string(), ChoiceList),
  /** There is nothing to choose from, so that the action is not possible; null: there is. */
  reason: Reason.nullable(),
})
export type InstanceChoices = z.infer<typeof InstanceChoices>

/** What the services' consoles may ask and the one call cannot take. Texts are `create.leftOut.<id>`. */
export const LEFT_OUT = [
  'whitelist',
  'security-group',
  'backup-time',
  'parameter-group',
  'tags',
  'count',
  'auto-renew',
  'source',
  'zone',
  'secondary-zone',
  'architecture',
  'version',
  'pay',
] as const

export const CreateChoices = z.object({
  ...place,
  /** By the name of the parameter. Null: no operation lists it, people type it. Parameters that are no lists are not here. */
  lists: z.record(z.string(), ChoiceList.nullable()),
  /** What can only be set once the instance runs, or not at all. */
  leftOut: z.array(z.enum(LEFT_OUT)),
})
export type CreateChoices = z.infer<typeof CreateChoices>

/** GET /api/create/like?ref= : the parameters that would make such an instance, without secrets. */
export const CreateLike = z.object({
  ...place,
  params: z.record(z.string(), z.unknown()),
  /** Parameters that its cloud does not tell of an instance, which somebody has to fill in. */
  unknown: z.array(z.string()),
})
export type CreateLike = z.infer<typeof CreateLike>
