import { z } from 'zod'
import type { Reason } from '@/lib/model/action'
import { BITS, type Block, blockText, normalList } from '@/lib/model/cidr'
import type { Check, PlanRow } from '@/lib/model/plan'
import { noted } from '@/lib/operation'
import type { Aim, Seen, Target } from '@/lib/providers/actions'
import {
  addresses,
  aimsOfList,
  blocks,
  checksBetween,
  checksOfList,
  listsOf,
  refusesList,
  rowsBetween,
  rowsOfList,
  type SeenLists,
} from '@/lib/providers/allow-list'

/** All rules of a call travel in its address: more would not fit where 8 KB are allowed. */
export const MOST_AT_ONCE = 200

/** A rule as its cloud has it. */
export interface AddressRule {
  id: string
  cidr: string
}

/** Blocks as the cloud takes them: always with a prefix. */
export const cidrsOf = (given: string): string[] =>
  blocks(given).map((block: Block) => {
    const text = blockText(block)
    return text.includes('/') ? text : `${text}/${BITS[block.family]}`
  })

/** What was read of the rules that are meant, and of everything else that lets in. Who is connected no call tells. */
export const seenRules = (rules: readonly AddressRule[], others: readonly string[]): SeenLists => {
  const raw = rules.map(({ cidr }) => cidr).join(',')
  const rest = normalList(others.join(','))
  return {
    ...{ allowed: normalList(raw), raw, others: rest, clients: rest },
    ...{ servers: false, hidden: false, connected: null },
  }
}

/** The same, with the one rule that is meant. */
export function seenRule(rules: readonly AddressRule[], others: readonly string[], id: unknown): Seen {
  const found = rules.find((rule) => rule.id === id)
  const rest = rules.filter((rule) => rule !== found).map(({ cidr }) => cidr)
  return {
    ...seenRules(rules, others),
    rest: normalList(rest.join(',')),
    ruleThere: found !== undefined,
    rule: found?.cidr ?? null,
  }
}

const adds = ({ addresses: given }: { addresses: string }) => ({ mode: 'append', addresses: given, list: '' }) as const

/** Adding rules: what an action of any cloud's own rules shares. */
export const adding = {
  params: z.strictObject({ addresses: addresses(MOST_AT_ONCE) }),
  refusesChoice: (target: Target, params: { addresses: string }) => refusesList(target, adds(params)),
  rows: (target: Target, params: { addresses: string }) => rowsOfList(target, adds(params)),
  checks: (target: Target, params: { addresses: string }) => checksOfList(target, adds(params)),
  aims: (target: Target, params: { addresses: string }) => aimsOfList(target, adds(params)),
}

/** Deleting one rule by its id: the cloud has no call that edits one, and none that deletes several. */
export const deleting = {
  params: z.strictObject({
    rule: noted(z.string().regex(/^\d{1,15}$/), 'Id of the rule, of this instance.', '该实例的规则 ID。'),
  }),
  refusesChoice({ detail: { seen } }: Target, { rule }: { rule: string }): Reason | null {
    if (seen?.ruleThere === undefined) return { code: 'list-not-read' }
    return seen.ruleThere === false ? { code: 'no-such-rule', params: { rule } } : null
  },
  rows({ detail: { seen } }: Target): PlanRow[] {
    return rowsBetween([], seen?.rule ? [String(seen.rule)] : [])
  },
  checks(target: Target): Check[] {
    const seen = listsOf(target)
    if (!seen) return []
    const all = (own: unknown) => blocks(`${own},${seen.others}`)
    return checksBetween(all(seen.allowed), all(seen.rest), seen.connected)
  },
  aims: (): Aim[] => [{ field: 'seen.ruleThere', is: 'equal', value: false }],
}
