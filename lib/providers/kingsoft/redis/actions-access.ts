import { z } from 'zod'
import type { Reason } from '@/lib/model/action'
import { normalList } from '@/lib/model/cidr'
import type { Check, PlanRow } from '@/lib/model/plan'
import { noted } from '@/lib/operation'
import { type Actions, action, type Seen, type Target } from '@/lib/providers/actions'
import { blocks, checksBetween } from '@/lib/providers/allow-list'
import type { Call } from '@/lib/providers/contract'
import type { Told } from '@/lib/providers/creation'
import { adding, cidrsOf, deleting, seenRule, seenRules } from '../address-rules'
import { ruleRows } from '../rule-list'
import { kingsoftRedisOperations as op } from './catalog'
import { groupsAt, groupsOfZone, MOST_BOUND, MOST_RULES, rulesOfGroup } from './groups'

const at = ({ id, locator }: Target) => ({ AvailableZone: locator.zone, CacheId: id })
const placeOf = ({ region, locator }: Target) => ({ region, zone: locator.zone ?? '' })
const idsOf = (text: string) => [...new Set(text.split(/[\s,，]+/).filter(Boolean))].sort()

const ownRules = async (call: Call, target: Target) =>
  ruleRows((await call(op.DescribeCacheSecurityRules, at(target), { region: target.region })).data)

/** Addresses of several groups, each of them asked for. */
async function entriesOf(call: Call, target: Target, ids: readonly string[]): Promise<string[][]> {
  const place = placeOf(target)
  const all = await Promise.all(ids.map((id) => rulesOfGroup(call, place, id)))
  return all.map((rules) => rules.map(({ cidr }) => cidr))
}

/** The groups to choose from when one is to be unbound. */
const boundNow = async (call: Call, target: Target): Promise<Told[]> =>
  (await groupsAt(call, placeOf(target), target.id, true)).map(({ id, name }) => ({ id, name }))

const boundIds = async (call: Call, target: Target) =>
  (await groupsAt(call, placeOf(target), target.id, true)).map(({ id }) => id).sort()

/** Everything but the rules of the instance itself that lets in. */
const othersOf = async (call: Call, target: Target) =>
  (await entriesOf(call, target, await boundIds(call, target))).flat()

/**
 * What is bound now, and what is let in with and without the groups that are chosen: `before` and `after` are entries,
 * `rules` how many rules all bound groups would have.
 */
async function bound(call: Call, target: Target, chosen: string, binds: boolean): Promise<Seen> {
  const place = placeOf(target)
  const [ids, own, there] = await Promise.all([
    boundIds(call, target),
    ownRules(call, target),
    groupsOfZone(call, place),
  ])
  const known = there.map(({ id }) => id)
  const asked = idsOf(chosen)
  const missing = asked.filter((id) => !known.includes(id))
  const then = binds ? idsOf([...ids, ...asked].join(',')) : ids.filter((id) => !asked.includes(id))
  const all = idsOf([...ids, ...then].join(',')).filter((id) => known.includes(id))
  const entries = new Map((await entriesOf(call, target, all)).map((list, index) => [all[index] ?? '', list]))
  const nameOf = (id: string) => there.find((group) => group.id === id)?.name ?? id
  const listOf = (some: readonly string[]) => some.flatMap((id) => entries.get(id) ?? [])
  const fixed = own.map(({ cidr }) => cidr)
  return {
    boundGroups: ids.join(','),
    boundNames: ids.map(nameOf).join(', '),
    thenNames: then.map(nameOf).join(', '),
    missing: missing.join(', '),
    rules: listOf(then).length,
    before: normalList([...listOf(ids), ...fixed].join(',')),
    after: normalList([...listOf(then), ...fixed].join(',')),
  }
}

const wanted = (now: unknown, chosen: string, binds: boolean) => {
  const ids = idsOf(String(now ?? ''))
  return binds ? idsOf([...ids, ...idsOf(chosen)].join(',')) : ids.filter((id) => !idsOf(chosen).includes(id))
}

/** What binding and unbinding share. */
function groupsBy(binds: boolean) {
  type Chosen = { groups: string }
  return {
    observe: (call: Call, target: Target, { groups }: Partial<Chosen>) => bound(call, target, groups ?? '', binds),
    refusesChoice({ detail: { seen } }: Target, { groups }: Chosen): Reason | null {
      if (!seen) return { code: 'list-not-read' }
      if (seen.missing !== '') return { code: 'group-gone' }
      const then = wanted(seen.boundGroups, groups, binds)
      if (!binds) {
        const unbound = idsOf(groups).filter((id) => !idsOf(String(seen.boundGroups)).includes(id))
        return unbound.length > 0 ? { code: 'group-not-bound', params: { groups: unbound.join(', ') } } : null
      }
      if (then.length > MOST_BOUND) return { code: 'groups-full', params: { count: then.length, most: MOST_BOUND } }
      return Number(seen.rules) > MOST_RULES
        ? { code: 'list-full', params: { count: Number(seen.rules), most: MOST_RULES } }
        : null
    },
    rows({ detail: { seen } }: Target): PlanRow[] {
      return [{ field: 'seen.boundGroups', from: String(seen?.boundNames ?? ''), to: String(seen?.thenNames ?? '') }]
    },
    checks({ detail: { seen } }: Target): Check[] {
      return seen ? checksBetween(blocks(String(seen.before)), blocks(String(seen.after)), null) : []
    },
    aims: ({ detail: { seen } }: Target, { groups }: Chosen) =>
      seen
        ? [
            {
              field: 'seen.boundGroups',
              is: 'equal',
              value: wanted(seen.boundGroups, groups, binds).join(','),
            } as const,
          ]
        : [],
  }
}

const group = z
  .string()
  .min(1)
  .max(100)
  .regex(/^[^\s,，]+$/)

/** Who may connect to Redis: security groups that are bound to it, and rules of its own. */
export const accessActions = {
  'bind-groups': action(op.AllocateSecurityGroup, {
    ...groupsBy(true),
    params: z.strictObject({
      groups: noted(
        z
          .string()
          .max(600)
          .refine((text) => idsOf(text).length > 0 && idsOf(text).length <= MOST_BOUND),
        'Ids of security groups of the instance’s zone, with commas between them. An instance has at most 5.',
        '实例所在可用区的安全组 ID，以逗号分隔。每个实例最多绑定 5 个。',
      ),
    }),
    input: (target, { groups }) => ({
      AvailableZone: target.locator.zone,
      CacheId: [target.id],
      SecurityGroupId: idsOf(groups),
    }),
  }),
  'unbind-group': action(op.DeallocateSecurityGroup, {
    ...groupsBy(false),
    choices: { groups: { operation: op.DescribeSecurityGroups, list: boundNow, none: 'none-bound' } },
    params: z.strictObject({ groups: noted(group, 'Id of the security group.', '安全组 ID。') }),
    input: (target, { groups }) => ({
      AvailableZone: target.locator.zone,
      CacheId: [target.id],
      SecurityGroupId: groups,
    }),
  }),
  'rule-add': action(op.SetCacheSecurityRules, {
    ...adding,
    async observe(call, target) {
      const [rules, others] = await Promise.all([ownRules(call, target), othersOf(call, target)])
      return seenRules(rules, others)
    },
    input: (target, { addresses }) => ({ ...at(target), SecurityRules: { Cidr: cidrsOf(addresses) } }),
  }),
  'rule-delete': action(op.DeleteCacheSecurityRule, {
    ...deleting,
    async observe(call, target, { rule }) {
      const [rules, others] = await Promise.all([ownRules(call, target), othersOf(call, target)])
      return seenRule(rules, others, rule)
    },
    input: (target, { rule }) => ({ ...at(target), SecurityRuleId: Number(rule) }),
  }),
} satisfies Actions
