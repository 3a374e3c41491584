import type { LEFT_OUT } from '@/lib/model/create'
import type { InstanceDetail, InstanceFacts } from '@/lib/model/instance'
import type { ClassOffer } from '@/lib/model/offer'
import type { ObjectSchema, Operation } from '@/lib/operation'
import type { Aim } from './actions'
import type { Call } from './contract'
import type { MoneyQuestions } from './prices'

export type Params = Readonly<Record<string, unknown>>

/** One thing that can be chosen, as its cloud told it. What it did not tell is left out. */
export interface Told {
  id: string
  name?: string | null
  of?: string | null
  zone?: string | null
  refused?: 'closed' | 'not-done' | 'here' | null
  at?: string | null
}

/** Where something is looked for. */
export interface Asked {
  region: string
  zone?: string
  /** Instance whose backups are wanted. */
  source?: string
  signal?: AbortSignal
}

/** A list that a cloud has of what a parameter can be. */
export interface Lister {
  operation: Operation
  /** Without it nothing can be asked. */
  needs?: 'zone' | 'source'
  list(call: Call, asked: Asked): Promise<Told[]>
}

/** What tells an instance that was made from all others of its region. */
export interface Likeness {
  name: string
  count: number
  aims: Aim[]
}

/** How a service makes instances. */
export interface Creation {
  /** What a person chooses, secrets marked. */
  params: ObjectSchema
  /** The request, without its token. */
  request(region: string, params: Params): { operation: Operation; input: Record<string, unknown> }
  /** Ids in an answer to it; none when it has none. */
  ids(data: unknown): string[]
  /** The order's id, of the answer. */
  orderId?(data: unknown): string | null
  likeness(params: Params): Likeness
  locator(params: Params): InstanceFacts['locator']
  /** The order waits to be paid in the vendor's console: maybe nothing can be seen until then. */
  unpaid?(params: Params): boolean
  /** What rules may ask for beyond what was chosen. */
  facts(params: Params): Pick<InstanceFacts, 'engine' | 'architecture' | 'chargeType'>
  /** The size, as an offer names it; null when the cloud picks one. */
  choice(params: Params): ClassOffer['choice'] | null
  money?(region: string, params: Params): MoneyQuestions
  /** Months of a subscription that a rate card can be asked about: the size alone tells the price. Null: it does not. */
  rated?(params: Params): { months?: number } | null
  listers: Readonly<Record<string, Lister>>
  /** The kind of network that the request asks for, of a service that has two. */
  network?(params: Params): 'classic' | 'vpc'
  /** A subnet is in one zone. */
  subnetInZone?: boolean
  leftOut: readonly (typeof LEFT_OUT)[number][]
  /** Parameters that would make such an instance, and those that the cloud does not tell of one. */
  like(detail: InstanceDetail): { params: Params; unknown: string[] }
}

/** Without what is null, which no schema takes. */
export const known = (params: Readonly<Record<string, unknown>>): Record<string, unknown> =>
  Object.fromEntries(Object.entries(params).filter(([, value]) => value !== null && value !== undefined))

/** The value where a list of choices has it, so that a draft holds only what its form can show. */
export const among = <T extends string | number>(choices: readonly T[], value: unknown): T | null =>
  choices.find((one) => one === value) ?? null
