import { z } from 'zod'
import type { Reason } from '@/lib/model/action'
import { isNobody, LIST_MODES, type ListMode, listAfter, V4_LIMITS, without } from '@/lib/model/allow-list'
import {
  type Block,
  blockText,
  contains,
  difference,
  isFault,
  normalList,
  opensToEveryone,
  readBlock,
  readList,
} from '@/lib/model/cidr'
import type { Check, PlanRow } from '@/lib/model/plan'
import { noted } from '@/lib/operation'
import type { Aim, Seen, Target } from './actions'

/** What clouds call their lists' most. */
export const MOST = 1_000

/** The addresses as people write them: with commas, blanks or lines between. */
export const addresses = (most = MOST) =>
  noted(
    z
      .string()
      .min(1)
      .max(40_000)
      .refine((text) => {
        const { blocks, faults } = readList(text, V4_LIMITS)
        return faults.length === 0 && blocks.length > 0 && blocks.length <= most
      }),
    'IPv4 addresses and blocks with commas between them, as 10.0.0.0/24. 0.0.0.0/0 lets everybody in.',
    '以逗号分隔的 IPv4 地址或网段，例如 10.0.0.0/24。0.0.0.0/0 表示对所有地址开放。',
  )
const was = () =>
  noted(
    z.string().max(40_000),
    'The entries as they were when this was decided: it is refused once they are others.',
    '作出决定时名单中的条目；若已变化则拒绝执行。',
  )

/** What is chosen. Replacing a list says which one it replaces, so that nobody’s entries go unseen. */
export const groupParams = z
  .strictObject({
    list: z.string().min(1).max(120).default('default'),
    mode: z.enum(LIST_MODES),
    addresses: addresses(),
    was: was().optional(),
  })
  .refine((chosen) => chosen.mode !== 'cover' || chosen.was !== undefined, { path: ['was'] })
/** Of a cloud that only takes whole lists: each change replaces one. */
export const listParams = z.strictObject({ mode: z.enum(LIST_MODES), addresses: addresses(), was: was() })

type Chosen = { mode: ListMode; addresses: string; was?: string | undefined; list?: string }

const texts = (all: readonly Block[]) => all.map(blockText)
export const blocks = (text: string): Block[] => readList(text).blocks

/**
 * What was read of the list that is meant and of the others: `allowed` and `others` in normal form, `raw` as the cloud
 * writes it, `connected` the addresses of clients, null where nobody tells. `clients` are the others without the groups
 * of the cloud's own services; `servers` is set where servers of bound groups come in whatever the lists say.
 */
export interface SeenLists extends Seen {
  allowed: string
  raw: string
  others: string
  clients: string
  servers: boolean
  hidden: boolean
  connected: string | null
}
export const listsOf = ({ detail: { seen } }: Target): SeenLists | undefined =>
  typeof seen?.allowed === 'string' ? (seen as SeenLists) : undefined // what `observe` of these actions gave

const wanted = (now: string, { mode, addresses: given }: Chosen) => listAfter(now, mode, given)

/** Why not this choice: the lists are not known, are others by now, or would be what its cloud has not. */
export function refusesList(target: Target, params: Chosen): Reason | null {
  const seen = listsOf(target)
  if (!seen) return { code: 'list-not-read' }
  // It belongs to another service of the cloud, which made it and keeps it.
  if (seen.hidden) return { code: 'list-hidden' }
  if (params.was !== undefined && normalList(params.was) !== seen.allowed) return { code: 'list-moved' }
  const missing = params.mode === 'delete' ? without(normalList(params.addresses), seen.allowed) : []
  if (missing.length > 0) return { code: 'list-no-entry', params: { entries: missing.slice(0, 5).join(', ') } }
  const after = wanted(seen.allowed, params)
  if (after === '' && (params.list ?? 'default') === 'default') return { code: 'list-empty' }
  const count = blocks(after).length + blocks(seen.others).length
  return count > MOST ? { code: 'list-full', params: { count, most: MOST } } : null
}

export const aimsOfList = (target: Target, params: Chosen): Aim[] => {
  const seen = listsOf(target)
  return seen ? [{ field: 'seen.allowed', is: 'equal', value: wanted(seen.allowed, params) }] : []
}

/** What comes stands under the target alone, and what goes under the present alone. */
export const rowsBetween = (comes: readonly string[], goes: readonly string[]): PlanRow[] => [
  ...(comes.length > 0 ? [{ field: 'seen.comes', from: '', to: comes.join(', ') }] : []),
  ...(goes.length > 0 ? [{ field: 'seen.goes', from: goes.join(', '), to: '' }] : []),
]

/** What comes and what goes, entry by entry; the list itself, so that a plan notices when it is another one. */
export function rowsOfList(target: Target, params: Chosen): PlanRow[] {
  const seen = listsOf(target)
  if (!seen) return []
  const after = wanted(seen.allowed, params)
  return [
    ...rowsBetween(without(after, seen.allowed), without(seen.allowed, after)),
    { field: 'seen.allowed', from: seen.allowed.replaceAll(',', ', '), to: after.replaceAll(',', ', ') },
  ]
}

const yes = (name: string, is: boolean) =>
  ({ result: is ? 'warn' : 'ok', params: { [name]: is ? 'yes' : 'no' } }) as const

/** Who gets in afterwards that should not, and who does not any more. */
export function checksOfList(target: Target, params: Chosen): Check[] {
  const seen = listsOf(target)
  if (!seen) return []
  const own = wanted(seen.allowed, params)
  const checks = checksBetween(
    blocks(`${seen.allowed},${seen.others}`),
    blocks(`${own},${seen.others}`),
    seen.connected,
  )
  const nobody = {
    id: 'list-nobody',
    ...nobodyIn(blocks(`${own},${seen.clients}`), seen.servers),
  } as const
  return checks.map((check) => (check.id === 'list-nobody' ? nobody : check))
}

/** Whether no client is let in by its address, and whether servers of bound groups still are. */
function nobodyIn(after: readonly Block[], servers = false) {
  const nobody = isNobody(after)
  return servers && nobody ? ({ result: 'warn', params: { nobody: 'servers' } } as const) : yes('nobody', nobody)
}

/** The same of all that lets in, before and after; `connected` are the addresses of clients, null where nobody tells. */
export function checksBetween(before: readonly Block[], after: readonly Block[], connected: string | null): Check[] {
  const checks: Check[] = [
    { id: 'list-open', ...yes('open', opensToEveryone(after)) },
    { id: 'list-nobody', ...nobodyIn(after) },
  ]
  const lost = difference(before, after)
  if (lost.length === 0) return checks
  if (connected === null) return [...checks, { id: 'list-connected', result: 'unknown' }]
  const cut = blocks(connected).filter((client) => lost.some((block) => contains(block, client)))
  const shown = texts(cut).slice(0, 5).join(', ')
  return [
    ...checks,
    {
      id: 'list-connected',
      result: cut.length > 0 ? 'warn' : 'ok',
      params: { known: 'yes', count: cut.length, clients: shown },
    },
  ]
}

/** Entries for a call that replaces the whole list. */
export const wholeList = (target: Target, params: Chosen): string[] =>
  wanted(listsOf(target)?.allowed ?? '', params)
    .split(',')
    .filter(Boolean)

/** Entries for a call that adds or takes out: what goes is named as its cloud writes it. */
export function entriesOf(target: Target, params: Chosen): string[] {
  const given = texts(blocks(params.addresses))
  if (params.mode !== 'delete') return given
  const meant = new Set(given)
  const raw = (listsOf(target)?.raw ?? '').split(',')
  const found = raw.filter((entry) => {
    const block = readBlock(entry)
    return !isFault(block) && meant.has(blockText(block))
  })
  return found.length > 0 ? found : given
}
