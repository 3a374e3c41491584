import { z } from 'zod'
import type { Reason } from '@/lib/model/action'
import type { Check } from '@/lib/model/plan'
import { noted } from '@/lib/operation'
import { type Actions, action, type Seen, type SeenDetail, type Target } from '@/lib/providers/actions'
import { addresses, aimsOfList, checksOfList, refusesList, rowsOfList } from '@/lib/providers/allow-list'
import type { Call } from '@/lib/providers/contract'
import { cidrsOf, MOST_AT_ONCE, seenRules } from '../address-rules'
import { id as idField, shortName } from '../request-fields'
import { kingsoftRedisOperations as op } from './catalog'
import { groupsOfZone, instancesOfGroup, MOST_GROUPS, rulesOfGroup } from './groups'

const placeOf = ({ region, locator }: Target) => ({ region, zone: locator.zone ?? '' })
const at = ({ id, locator }: Target) => ({ AvailableZone: locator.zone, SecurityGroupId: id })
const named = { name: shortName('Name', '名称'), description: shortName('Description', '描述') }

/** Whether a group of that name is there: names are not unique, but whoever makes one should tell it from the others. */
async function byName(call: Call, target: Target, { name, source }: Record<string, unknown>): Promise<Seen> {
  const groups = await groupsOfZone(call, placeOf(target))
  const copied = groups.find(({ id }) => id === source)
  const rules = copied ? await rulesOfGroup(call, placeOf(target), copied.id) : undefined
  return {
    ...(copied && rules ? { ...seenRules(rules, []), groupSource: copied.name } : {}),
    groupMade: groups.some((group) => group.name === name),
    groupCount: groups.length,
    sourceThere: source === undefined || copied !== undefined,
  }
}

function notNew({ detail: { seen } }: Target, { name }: { name: string }): Reason | null {
  if (!seen) return { code: 'list-not-read' }
  if (seen.groupMade === true) return { code: 'group-name-taken', params: { name } }
  if (seen.sourceThere === false) return { code: 'group-gone' }
  return Number(seen.groupCount) >= MOST_GROUPS ? { code: 'groups-many', params: { most: MOST_GROUPS } } : null
}

const made = [{ field: 'seen.groupMade', is: 'equal', value: true }] as const

/** The group itself; what is not there tells nothing else. */
async function group(call: Call, target: Target): Promise<Seen> {
  const found = (await groupsOfZone(call, placeOf(target))).find(({ id }) => id === target.id)
  return {
    groupThere: found !== undefined,
    groupName: found?.name ?? null,
    groupDescription: found?.description ?? null,
    groupInstances: found?.instances ?? null,
  }
}

const SHOWN = 10

/** The group, its rules, and whom they let in to what. */
async function groupRules(call: Call, target: Target): Promise<Seen> {
  const place = placeOf(target)
  const about = await group(call, target)
  if (about.groupThere === false) return about
  const [rules, instances] = await Promise.all([
    rulesOfGroup(call, place, target.id),
    instancesOfGroup(call, place, target.id),
  ])
  const names = instances.map(({ name }) => name)
  return {
    ...about,
    ...seenRules(rules, []),
    groupInstances: instances.length,
    instanceNames: names.slice(0, SHOWN).join(', '),
  }
}

const gone = ({ seen }: Pick<SeenDetail, 'seen'>): Reason | null =>
  seen?.groupThere === false ? { code: 'group-gone' } : null

type Chosen = { addresses: string; was?: string | undefined }
const rulesParams = z.strictObject({
  addresses: addresses(MOST_AT_ONCE),
  was: noted(
    z.string().max(40_000),
    'The entries as they were when this was decided: it is refused once they are others.',
    '作出决定时名单中的条目；若已变化则拒绝执行。',
  ).optional(),
})

/** What adding and deleting rules share. */
function rulesBy(mode: 'append' | 'delete') {
  const as = (chosen: Chosen) => ({ ...chosen, mode, list: '' }) as const
  return {
    params: rulesParams,
    of: 'group',
    refuses: gone,
    observe: groupRules,
    refusesChoice: (target: Target, params: Chosen) => refusesList(target, as(params)),
    rows: (target: Target, params: Chosen) => rowsOfList(target, as(params)),
    aims: (target: Target, params: Chosen) => aimsOfList(target, as(params)),
    checks(target: Target, params: Chosen): Check[] {
      const { seen } = target.detail
      const count = Number(seen?.groupInstances ?? 0)
      const touched: Check = {
        id: 'group-instances',
        result: count > 0 ? 'warn' : 'ok',
        params: { count, names: String(seen?.instanceNames ?? ''), more: Math.max(0, count - SHOWN) },
      }
      // Whether nobody is let in to an instance its other groups say as well.
      const checks = checksOfList(target, as(params)).filter(({ id }) => id !== 'list-nobody')
      return [...checks, touched]
    },
  } as const
}

/** Security groups of the account as changes. They are of a zone and of no instance. */
export const groupActions = {
  'group-create': action(op.CreateSecurityGroup, {
    of: 'group',
    params: z.strictObject(named),
    observe: byName,
    refusesChoice: notNew,
    rows: (_, { name, description }) => [
      { field: 'seen.groupName', from: '', to: name },
      { field: 'seen.groupDescription', from: '', to: description },
    ],
    input: ({ locator }, { name, description }) => ({
      AvailableZone: locator.zone,
      Name: name,
      Description: description,
    }),
    aims: () => [...made],
  }),
  'group-clone': action(op.CloneSecurityGroup, {
    of: 'group',
    params: z.strictObject({ source: idField('Group to copy', '源安全组 ID'), ...named }),
    observe: byName,
    refusesChoice: notNew,
    rows: ({ detail: { seen } }, { name, description }) => [
      { field: 'seen.groupSource', from: '', to: seen?.groupSource ?? null },
      { field: 'seen.groupName', from: '', to: name },
      { field: 'seen.groupDescription', from: '', to: description },
      { field: 'seen.allowed', from: '', to: seen?.allowed ?? null },
    ],
    input: ({ locator }, { source, name, description }) => ({
      AvailableZone: locator.zone,
      SrcSecurityGroupId: source,
      Name: name,
      Description: description,
    }),
    aims: () => [...made],
  }),
  'group-edit': action(op.ModifySecurityGroup, {
    of: 'group',
    params: z.strictObject(named),
    refuses: gone,
    observe: group,
    input: (target, { name, description }) => ({ ...at(target), Name: name, Description: description }),
    aims: (_, { name, description }) => [
      { field: 'seen.groupName', is: 'equal', value: name },
      { field: 'seen.groupDescription', is: 'equal', value: description },
    ],
  }),
  'group-delete': action(op.DeleteSecurityGroup, {
    of: 'group',
    params: z.strictObject({}),
    refuses: (detail) =>
      gone(detail) ??
      (Number(detail.seen?.groupInstances ?? 0) > 0
        ? { code: 'group-bound', params: { count: Number(detail.seen?.groupInstances) } }
        : null),
    observe: groupRules,
    rows: ({ detail: { seen } }) => [
      { field: 'seen.groupName', from: seen?.groupName ?? null, to: '' },
      { field: 'seen.allowed', from: seen?.allowed ?? null, to: '' },
    ],
    input: ({ id, locator }) => ({ AvailableZone: locator.zone, SecurityGroupId: [id] }),
    aims: () => [{ field: 'seen.groupThere', is: 'equal', value: false }],
  }),
  'group-allow': action(op.CreateSecurityGroupRule, {
    ...rulesBy('append'),
    input: (target, params) => ({ ...at(target), Cidrs: cidrsOf(params.addresses) }),
  }),
  'group-revoke': action(op.DeleteSecurityGroupRule, {
    ...rulesBy('delete'),
    gather: (call, target) => rulesOfGroup(call, placeOf(target), target.id),
    input(target, params, rules) {
      const meant = new Set(cidrsOf(params.addresses))
      return {
        ...at(target),
        SecurityGroupRuleId: rules.filter(({ cidr }) => meant.has(cidrsOf(cidr)[0] ?? '')).map(({ id }) => id),
      }
    },
  }),
} satisfies Actions
