import type { z } from 'zod'
import type { ActionId, Reason } from '@/lib/model/action'
import type { GroupKind } from '@/lib/model/group-place'
import type { InstanceDetail, Status } from '@/lib/model/instance'
import type { Check, Consequence, PlanRow } from '@/lib/model/plan'
import type { Input, ObjectSchema, Operation } from '@/lib/operation'
import type { Call, InstanceRef } from './contract'
import type { Told } from './creation'
import type { MoneyQuestions } from './prices'

/** Facts that an action needs and that the cloud tells in calls of their own; null is unknown. */
export type Seen = Readonly<Record<string, string | number | boolean | null>>

/** An instance with what its action observed beyond the detail: `seen` in the paths of aims. Left out: it could not be read. */
export type SeenDetail = InstanceDetail & { seen?: Seen }

/** The instance that is to be changed, as its cloud told it a moment ago. */
export interface Target extends InstanceRef {
  detail: SeenDetail
}

/**
 * One fact that holds once the action is done, and that can be read: what tells whether something happened whose answer
 * was lost. Fields are paths into `InstanceDetail`.
 */
export type Aim =
  | { field: string; is: 'equal'; value: string | number | boolean | null }
  /** A time that is later than it was; `NEVER`: any time, as there was none. */
  | { field: string; is: 'later'; than: string | null }
  /** The instance is not there any more. */
  | { field: 'instance'; is: 'gone' }

/** It had not happened before. */
export const NEVER = 'never'

/** How a service does one action. Everything a plan, a menu and the end of a change need follows from it. */
export interface Action {
  operation: Operation
  /** It is done to a group of the account, not to an instance; left out: to an instance. */
  of?: GroupKind
  /** What a person chooses, secrets marked. */
  params: ObjectSchema
  /** Statuses in which the cloud takes it; `running` when left out. */
  from?: readonly Status[]
  /** Statuses in which it is over; `running` when left out. */
  rest?: readonly Status[]
  /** Why not, beyond the status. */
  refuses?(detail: SeenDetail, now: Date): Reason | null
  /** Why not this choice. */
  refusesChoice?(target: Target, params: Record<string, unknown>): Reason | null
  /**
   * Facts beyond the detail that it rests on, read with each look at the instance: when it is planned, right before it
   * is sent, and until it has ended. `atWork: true` says that the cloud is at it although the status does not show it.
   */
  observe?(call: Call, target: Target, params: Record<string, unknown>): Promise<Seen>
  /** Parameters whose values can be chosen from a list. */
  choices?: Listings
  /** The cloud takes it now and does it in its own maintenance window. */
  inWindow?(params: Record<string, unknown>): boolean
  /** Further facts that the request needs, read when it is planned. */
  gather?(call: Call, target: Target): Promise<unknown>
  /** The request; it must pass the row's schema. */
  input(target: Target, params: Record<string, unknown>, gathered: unknown): Record<string, unknown>
  /** None: its effect cannot be read. */
  aims(target: Target, params: Record<string, unknown>): Aim[]
  /** Lines of the plan in place of those that follow from the aims. */
  rows?(target: Target, params: Record<string, unknown>): PlanRow[]
  /** Questions of its own, asked of what it observed. */
  checks?(target: Target, params: Record<string, unknown>): Check[]
  /** The cloud refuses it while an order waits that renews with another size. */
  pendingOrder?: 'refused'
  /** It is an order that waits to be paid by somebody: until then its aims do not hold, and nothing is at work. */
  unpaid?(target: Target, params: Record<string, unknown>): boolean
  /** The order's id, of the cloud's answer. */
  orderId?(data: unknown): string | null
  /** What the cloud is asked about money; left out where it quotes nothing. */
  money?(target: Target, params: Record<string, unknown>): MoneyQuestions
}

/** Where what a parameter can be comes from. */
export type Listing =
  | {
      operation: Operation
      list(call: Call, target: Target): Promise<Told[]>
      /** Why the action is not possible when the cloud lists nothing. */
      none?: Reason['code']
    }
  /** No operation lists it: what other instances of the place use. */
  | { known: 'resourceGroup' | 'subnetId' }

export type Listings = Readonly<Record<string, Listing>>

export type Actions = Partial<Record<ActionId, Action>>

/** Declares an action with the types of its row and of its parameters. */
export function action<O extends Operation, P extends ObjectSchema, G = undefined>(
  operation: O,
  spec: {
    of?: GroupKind
    params: P
    from?: readonly Status[]
    rest?: readonly Status[]
    refuses?(detail: SeenDetail, now: Date): Reason | null
    refusesChoice?(target: Target, params: z.output<P>): Reason | null
    observe?(call: Call, target: Target, params: z.output<P>): Promise<Seen>
    choices?: Listings
    inWindow?(params: z.output<P>): boolean
    gather?(call: Call, target: Target): Promise<G>
    input(target: Target, params: z.output<P>, gathered: G): Input<NoInfer<O>>
    aims?(target: Target, params: z.output<P>): Aim[]
    rows?(target: Target, params: z.output<P>): PlanRow[]
    checks?(target: Target, params: z.output<P>): Check[]
    pendingOrder?: 'refused'
    unpaid?(target: Target, params: z.output<P>): boolean
    orderId?(data: unknown): string | null
    money?(target: Target, params: z.output<P>): MoneyQuestions
  },
): Action {
  return { aims: () => [], ...spec, operation } as Action // the engine hands back what these schemas and `gather` gave
}

/** A rule of a manual: an action does this to instances of these kinds. */
export interface ConsequenceRule extends Omit<Consequence, 'numbers'> {
  numbers?: Record<string, number>
  /** All of them must fit; left out, they fit every instance. */
  only?: {
    engine?: readonly InstanceDetail['facts']['engine'][]
    architecture?: readonly InstanceDetail['facts']['architecture'][]
    chargeType?: readonly InstanceDetail['facts']['chargeType'][]
    /** Of what was chosen, after defaults; `seen.<name>` of what the action observed; `to.standalone`: the new size loses the replica. */
    params?: Record<string, string | number | boolean>
  }
  /** What was chosen or observed with which it says nothing: named as in `only`. */
  unless?: Record<string, string | number | boolean>
}

export type ConsequenceRules = Partial<Record<ActionId, readonly ConsequenceRule[]>>

/** The rules that fit, in the order of the table. */
export function consequencesOf(
  rules: readonly ConsequenceRule[],
  { engine, architecture, chargeType }: Pick<InstanceDetail['facts'], 'engine' | 'architecture' | 'chargeType'>,
  params: Record<string, unknown>,
): Consequence[] {
  const fits = ({ only = {}, unless = {} }: ConsequenceRule) =>
    !Object.entries(unless).some(([name, value]) => params[name] === value) &&
    (only.engine?.includes(engine) ?? true) &&
    (only.architecture?.includes(architecture) ?? true) &&
    (only.chargeType?.includes(chargeType) ?? true) &&
    Object.entries(only.params ?? {}).every(([name, value]) => params[name] === value)
  return rules.filter(fits).map(({ id, severity, numbers = {}, manual }) => ({ id, severity, numbers, manual }))
}

/** Yes (null) or why not: the one table that menus show and the server asks. */
export function reasonAgainst(found: Action | undefined, detail: SeenDetail, now: Date): Reason | null {
  if (!found) return { code: 'not-offered' }
  const refusal = found.refuses?.(detail, now)
  if (refusal) return refusal
  if (found.pendingOrder === 'refused' && detail.pendingOrder) return { code: 'pending-order' }
  const from = found.from ?? ['running']
  const { status, vendorStatus } = detail.facts
  if (from.includes(status)) return null
  return { code: 'status', params: { status, vendorStatus, needed: from.join(', ') } }
}
