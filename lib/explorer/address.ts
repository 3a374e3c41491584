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

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
