import type { z } from 'zod'
import { canonicalJson } from '@/lib/audit/canonical'
import { type Evidence } from '@/lib/model/change'
import { compare } from '@/lib/model/money'
import { type Check, type Plan, SEVERITIES } from '@/lib/model/plan'
import type { Priced } from '@/lib/model/plan-money'
import { redact } from '@/lib/redact'

/** What of two plans of one change is held against each other. */
export interface Weighed {
  plan: Omit<Plan, 'request'>
  /** The whole request, with its secrets. */
  input: Record<string, unknown>
  /** `service/operation`. */
  operation: string
}

/** `wanted` is what the plan said that was confirmed, `found` what is so now. */
export type Worse = Evidence['read'][number]

const RESULTS: readonly Check['result'][] = ['ok', 'unknown', 'warn', 'block']
const rankOf = (result: Check['result']) => RESULTS.indexOf(result)

/**
 * What got worse since a plan was confirmed: its request would be another one, it costs more or nobody tells any more
 * what, a check fits less, a consequence is new or more severe, a value is dangerous that was not, or the facts that it starts from moved. Empty: it may be
 * sent. Other changes of the instance are left to the lock. `token` is the field of the request that differs each time.
 */
export function worseOf(before: Weighed, after: Weighed, request: z.ZodType, token?: string): Worse[] {
  return [
    ...differentRequest(before, after, request, token),
    ...movedRows(before.plan, after.plan),
    ...dearer('today', before.plan.money?.today, after.plan.money?.today),
    ...dearer('after', before.plan.money?.after, after.plan.money?.after),
    ...worseChecks(before.plan, after.plan),
    ...worseConsequences(before.plan.consequences, after.plan.consequences),
    ...newHazards(before.plan.hazards, after.plan.hazards),
  ]
}

function differentRequest(before: Weighed, after: Weighed, request: z.ZodType, token?: string): Worse[] {
  if (before.operation !== after.operation) {
    return [{ field: 'request', wanted: before.operation, found: after.operation }]
  }
  const fields = new Set([...Object.keys(before.input), ...Object.keys(after.input)])
  const [was, is] = [before, after].map(({ input }) => redact(request, input) as Record<string, unknown>) // an object stays one
  return [...fields]
    .filter((field) => field !== token && textOf(before.input[field]) !== textOf(after.input[field]))
    .map((field) => ({ field: `request:${field}`, wanted: textOf(was?.[field]), found: textOf(is?.[field]) }))
}

const textOf = (value: unknown): string | null =>
  value === undefined || value === null ? null : typeof value === 'string' ? value : canonicalJson(value)

const movedRows = (before: Pick<Plan, 'rows'>, after: Pick<Plan, 'rows'>): Worse[] =>
  before.rows.flatMap(({ field, from }) => {
    const now = after.rows.find((row) => row.field === field)?.from ?? null
    return now === from ? [] : [{ field, wanted: from, found: now }]
  })

function dearer(
  which: 'today' | 'after',
  before: Priced | null | undefined,
  after: Priced | null | undefined,
): Worse[] {
  // Nobody told a price before, and it was accepted that none is known.
  if (!before) return []
  const same = after && after.currency === before.currency && after.unit === before.unit && after.count === before.count
  if (same && compare(after.amount, before.amount) <= 0) return []
  return [{ field: `price:${which}`, wanted: priceText(before), found: after ? priceText(after) : null }]
}

const priceText = ({ amount, currency, unit, count }: Priced) =>
  [amount, currency, unit === 'once' ? undefined : `/ ${count} ${unit}`].filter(Boolean).join(' ')

type Checked = Pick<Plan, 'checks' | 'status'>

function worseChecks({ checks: before, status: was }: Checked, { checks: after, status: is }: Checked): Worse[] {
  const worst = (checks: readonly Check[], id: Check['id']) =>
    checks
      .filter((check) => check.id === id)
      .map(({ result }) => result)
      .sort((a, b) => rankOf(b) - rankOf(a))[0]
  return [...new Set(after.map(({ id }) => id))].flatMap((id): Worse[] => {
    const [then, now] = [worst(before, id), worst(after, id)]
    if (id === 'other-change' || now === undefined || rankOf(now) <= rankOf(then ?? 'ok')) return []
    // The statuses themselves say more than that one of them stands against it.
    if (id === 'state' && was !== is) return [{ field: 'facts.status', wanted: was, found: is }]
    const figure = FIGURES[id]
    const said = (checks: readonly Check[]) =>
      checks.find((check) => check.id === id && check.params?.[figure?.param ?? ''] !== undefined)?.params
    const found = figure && said(after)?.[figure.param]
    return [
      { field: `check:${id}`, wanted: then ?? null, found: now },
      ...(figure && found !== undefined
        ? [{ field: figure.field, wanted: said(before)?.[figure.param] ?? null, found }]
        : []),
    ]
  })
}

/** What moved when one of these fits no more: the fact, and what its check calls it. */
const FIGURES: Partial<Record<Check['id'], { field: string; param: string }>> = {
  'memory-fits': { field: 'facts.usedMemoryMb', param: 'usedMb' },
  'connections-fit': { field: 'now.connections', param: 'inUse' },
}

const worseConsequences = (before: Plan['consequences'], after: Plan['consequences']): Worse[] =>
  after.flatMap(({ id, severity }) => {
    const was = before.find((one) => one.id === id)?.severity
    if (was !== undefined && SEVERITIES.indexOf(severity) <= SEVERITIES.indexOf(was)) return []
    return [{ field: `consequence:${id}`, wanted: was ?? null, found: severity }]
  })

const newHazards = (before: Plan['hazards'] = [], after: Plan['hazards'] = []): Worse[] =>
  after
    .filter((one) => !before.some(({ name, id }) => name === one.name && id === one.id))
    .map(({ name, id }) => ({ field: `hazard:${id}`, wanted: null, found: name }))
