import { type DraftObject, draftOf, inputOf } from './draft'
import type { FieldModel } from './fields'

/** Names of no field: whose call it is. */
const ACCOUNT = '_account'
const REGION = '_region'

export interface Filled {
  accountId: string
  region: string
  draft: DraftObject
}

type Named = { service: string; name: string }
type Place = Omit<Filled, 'draft'>

/** `/operations/<service>/<action>?…`: a form as an address. Secrets never stand in it. */
export const addressOf = (operation: Named, fields: readonly FieldModel[], { draft, ...place }: Filled): string =>
  addressOfInput(operation, place, draftOf(fields, inputOf(fields, draft)))

/** The same for a request that holds no secrets, as one's history keeps it: it needs no schema. */
export function addressOfInput(
  { service, name }: Named,
  { accountId, region }: Place,
  input: Readonly<Record<string, unknown>>,
): string {
  const search = new URLSearchParams()
  if (accountId) search.set(ACCOUNT, accountId)
  if (region) search.set(REGION, region)
  for (const [field, part] of Object.entries(input)) search.set(field, textOf(part))
  const path = `/operations/${service}/${encodeURIComponent(name)}`
  return search.size > 0 ? `${path}?${search}` : path
}

const textOf = (part: unknown) => (typeof part === 'object' ? JSON.stringify(part) : String(part))

/** What an address fills in. It comes from anywhere: what does not fit the fields is left out. */
export function readAddress(fields: readonly FieldModel[], search: URLSearchParams): Filled {
  const given: Record<string, unknown> = {}
  for (const { name, control } of fields) {
    const text = search.get(name)
    if (text !== null) given[name] = control.kind === 'list' || control.kind === 'group' ? jsonOf(text) : text
  }
  // A JSON editor holds its text as it was written.
  const draft = draftOf(fields, given)
  for (const { name, control, sensitivity } of fields) {
    const text = search.get(name)
    if (control.kind === 'json' && text !== null && sensitivity !== 'secret') draft[name] = text
  }
  return { accountId: search.get(ACCOUNT) ?? '', region: search.get(REGION) ?? '', draft }
}

/** A part of an address that filled in nothing, and why. */
export interface Unread {
  name: string
  why: 'unknown' | 'json' | 'unfit' | 'part' | 'secret'
}

/** Which parts of an address `readAddress` left out, or of which it took only some: a form that lacks them says so. */
export function unreadOf(fields: readonly FieldModel[], search: URLSearchParams): Unread[] {
  const { draft } = readAddress(fields, search)
  return [...new Set(search.keys())].flatMap((name): Unread[] => {
    if (name === ACCOUNT || name === REGION) return []
    const field = fields.find((one) => one.name === name)
    if (!field) return [{ name, why: 'unknown' }]
    if (field.sensitivity === 'secret') return [{ name, why: 'secret' }]
    if (field.control.kind !== 'list' && field.control.kind !== 'group') return []
    const given = jsonOf(search.get(name) ?? '')
    if (given === undefined) return [{ name, why: 'json' }]
    const taken = Object.hasOwn(draft, name) ? leavesIn(draft[name]) : 0
    if (taken === leavesIn(given)) return []
    return [{ name, why: taken === 0 ? 'unfit' : 'part' }]
  })
}

const leavesIn = (value: unknown): number =>
  typeof value === 'object' && value !== null
    ? Object.values(value).reduce<number>((sum, part) => sum + leavesIn(part), 0)
    : 1

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
