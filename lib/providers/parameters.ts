import { z } from 'zod'
import type { Reason } from '@/lib/model/action'
import type { FIXED } from '@/lib/model/parameter'
import { fieldOfParameter, hazardsOf } from '@/lib/model/parameter-facts'
import { allowedText, allows, sameValue } from '@/lib/model/parameter-value'
import type { Plan, PlanRow } from '@/lib/model/plan'
import type { Validity } from '@/lib/model/validity'
import { noted } from '@/lib/operation'
import type { Aim, Seen, Target } from './actions'
import type { Call } from './contract'

/** A parameter as its cloud tells it. Null is unknown. */
export interface ToldParameter {
  name: string
  value: string | null
  default: string | null
  validity?: Validity
  restart: boolean | null
  fixed: (typeof FIXED)[number] | null
  told: string | null
}

/** A change of a parameter that the cloud's own history has. */
export interface PastValue {
  name: string
  from: string | null
  at: string
}

/** A call beside that for the values which the cloud refuses. */
export interface RefusedCall {
  operation: string
  code: string | null
  message: string | null
}

/** How a service's parameters are read. */
export interface ParameterSource {
  read(call: Call, target: Target): Promise<{ parameters: ToldParameter[]; sources: string[]; refused?: RefusedCall[] }>
  /** Newest first; left out where the service keeps none. */
  history?(call: Call, target: Target): Promise<PastValue[]>
  /** Whether one call puts all of them back to their defaults. */
  resets: boolean
  /** Names of the operations that set parameters of an instance. */
  writes: readonly string[]
}

/** Several values at once. */
export const chosenValues = z.strictObject({
  set: noted(
    z
      .record(z.string().min(1).max(200), z.string().max(4_096))
      .refine((set) => Object.keys(set).length > 0, { error: 'empty' }),
    'Names and new values; the others stay.',
    '参数名和新值，未列出的保持不变。',
  ),
})

/** Several values, or all defaults. */
export const chosenOrReset = z.strictObject({
  set: chosenValues.shape.set.optional(),
  reset: noted(z.boolean().default(false), 'All parameters back to their defaults.', '将所有参数恢复为默认值。'),
})
type Chosen = { set?: Record<string, string>; reset?: boolean }

/** The part of a parameter's field that says what was seen. */
const PREFIX = fieldOfParameter('').slice('seen.'.length)

/** What is dangerous about the values that a plan brings. Of those that stay it says nothing. */
export const hazardsOfRows = (rows: readonly PlanRow[]): NonNullable<Plan['hazards']> =>
  rows.flatMap(({ field, from, to }) => {
    if (!field.startsWith(fieldOfParameter('')) || typeof to !== 'string' || from === to) return []
    const name = field.slice(fieldOfParameter('').length)
    return hazardsOf(name, to).map((id) => ({ name, id }))
  })

/**
 * What an action rests on: what the chosen parameters are now, why they cannot be set, and whether setting them restarts.
 * A value that is written in another way than it was given counts as the one that was given.
 */
export function observing(source: ParameterSource) {
  return async (call: Call, target: Target, params: Record<string, unknown>): Promise<Seen> => {
    const { parameters } = await source.read(call, target)
    const { set = {}, reset } = params as Chosen // one of the two schemas above
    const wanted = reset ? defaultsOf(parameters) : set
    const seen: Record<string, string | boolean | null> = {}
    const restarts: (boolean | null)[] = []
    for (const [name, value] of Object.entries(wanted)) {
      const found = parameters.find((one) => one.name === name)
      const now = found?.value ?? null
      seen[PREFIX + name] = now !== null && sameValue(name, now, value) ? value : now
      if (now === null || !sameValue(name, now, value)) restarts.push(found?.restart ?? null)
      // A default is the cloud's own word.
      if (!reset && seen.refused === undefined) Object.assign(seen, refusalOf(name, value, found))
    }
    if (reset) seen.defaults = JSON.stringify(wanted)
    const known = restarts.includes(true) ? true : restarts.includes(null) ? null : false
    return { ...seen, restarts: known }
  }
}

const defaultsOf = (parameters: readonly ToldParameter[]): Record<string, string> =>
  Object.fromEntries(parameters.flatMap(({ name, default: preset }) => (preset === null ? [] : [[name, preset]])))

function refusalOf(name: string, value: string, found: ToldParameter | undefined): Seen {
  if (!found) return { refused: 'parameter-unknown', refusedName: name }
  if (found.fixed) return { refused: 'parameter-fixed', refusedName: name }
  if (allows(name, found.validity, value) === false) {
    return {
      refused: 'parameter-value',
      refusedName: name,
      refusedValue: value.slice(0, 100),
      allowed: allowedText(name, found.validity),
    }
  }
  return {}
}

const CODES = ['parameter-unknown', 'parameter-fixed', 'parameter-value'] as const

/** Why these values cannot be sent: what could not be read cannot be checked, nor found out afterwards. */
export function refusesValues({ detail: { seen } }: Pick<Target, 'detail'>, params: Chosen): Reason | null {
  if (!seen) return { code: 'parameters-unread' }
  if (params.reset ? params.set !== undefined : params.set === undefined) return { code: 'nothing-chosen' }
  const code = CODES.find((one) => one === seen.refused)
  if (!code) return null
  const { refusedName, refusedValue, allowed } = seen
  return { code, params: { name: String(refusedName), value: String(refusedValue), allowed: String(allowed) } }
}

/** The cloud says these values itself: accepted and ignored is not done. */
export function aimsOfValues({ detail: { seen } }: Pick<Target, 'detail'>, { set = {}, reset }: Chosen): Aim[] {
  const wanted: Record<string, string> = reset ? JSON.parse(String(seen?.defaults ?? '{}')) : set
  const aims = Object.entries(wanted).map(([name, value]) => ({
    field: fieldOfParameter(name),
    is: 'equal' as const,
    value,
  }))
  // Of a reset only what is not there already is told.
  const moved = reset ? aims.filter(({ field, value }) => seen?.[field.slice('seen.'.length)] !== value) : aims
  return moved.length > 0 ? moved : aims
}
