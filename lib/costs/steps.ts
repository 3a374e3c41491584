import { sql } from 'drizzle-orm'
import { changes } from '@/lib/db/change-schema'
import { db } from '@/lib/db/client'
import type { CostStep, STEP_CAUSES } from '@/lib/model/cost'
import { fromUnits } from '@/lib/model/money'
import { isSameInstance } from './doubles'
import type { Span } from './ledger'
import { type Exchange, isCounted } from './sums'

/** Largest steps that are told. */
const MOST_STEPS = 40

interface Step {
  at: number
  before: Span | undefined
  after: Span | undefined
  cause: (typeof STEP_CAUSES)[number]
  currency: string | null
  delta: bigint
}

/**
 * Where what an instance costs a month became another amount, in a time; largest first. `first`: see `Ledger`. Of one part
 * of a dimension (`inPart`) also where an instance came into it or left it.
 */
export function stepsOf(
  spans: readonly Span[],
  { since, until = Infinity }: { since: number; until?: number },
  firstKept: ReadonlyMap<string, number>,
  exchange: Exchange,
  inPart: (span: Span) => boolean = () => true,
): Step[] {
  const steps: Step[] = []
  const add = (at: number, before: Span | undefined, after: Span | undefined) => {
    if (at < since || at >= until) return
    const cost = (span: Span | undefined) =>
      span && isCounted(span) && span.monthly !== null && inPart(span)
        ? exchange(span.monthly, span.currency, at)
        : undefined
    const [from, to] = [cost(before), cost(after)]
    const cause = before && after && inPart(before) !== inPart(after) ? 'moved' : causeOf(before, after)
    const push = (delta: bigint, currency: string | null) => {
      if (delta !== 0n) steps.push({ at, before, after, cause, currency, delta })
    }
    if (from && to && from.currency !== to.currency) {
      push(-from.amount, from.currency)
      push(to.amount, to.currency)
    } else push((to?.amount ?? 0n) - (from?.amount ?? 0n), (to ?? from)?.currency ?? null)
  }
  for (const [index, span] of spans.entries()) {
    const previous = spans[index - 1]
    const next = spans[index + 1]
    const before = previous && previous.until === span.since && isSameInstance(previous, span) ? previous : undefined
    const isFirst = firstKept.get(`${span.accountId} ${span.service} ${span.region}`) === span.since
    // What was there when its place was first looked at did not appear then.
    if (before || !isFirst) add(span.since, before, span)
    const after = next && next.since === span.until && isSameInstance(next, span)
    if (span.until !== null && !after) add(span.until, span, undefined)
  }
  return steps.sort((a, b) => {
    const [x, y] = [a, b].map(({ delta }) => (delta < 0n ? -delta : delta)) as [bigint, bigint] // two of two
    return x > y ? -1 : x < y ? 1 : b.at - a.at
  })
}

function causeOf(before: Span | undefined, after: Span | undefined): Step['cause'] {
  if (!before) return 'appeared'
  if (!after) return 'gone'
  if (before.expired !== after.expired) return 'expired'
  if (before.class !== after.class || before.memoryMb !== after.memoryMb || before.architecture !== after.architecture)
    return 'resized'
  if (before.chargeType !== after.chargeType) return 'charge'
  if (before.source === 'none') return 'known'
  if (after.source === 'none') return 'lost'
  return after.source === 'estimate' && before.cardVersion !== after.cardVersion ? 'card' : 'price'
}

const CHANGED: ReadonlySet<Step['cause']> = new Set(['appeared', 'gone', 'resized', 'charge', 'expired'])

/** The largest steps, newest first, with the change that made each one. */
export async function toldSteps(steps: readonly Step[]): Promise<CostStep[]> {
  const shown = steps.slice(0, MOST_STEPS).sort((a, b) => b.at - a.at)
  const made = await changesOf(shown)
  return shown.map((step, index) => {
    const { at, before, after, cause, currency, delta } = step
    const span = after ?? before
    return {
      at: new Date(at).toISOString(),
      ref: span?.ref ?? '',
      name: span?.name || span?.instanceId || '',
      provider: span?.provider ?? '',
      cause,
      currency,
      delta: fromUnits(delta),
      estimated: before?.source === 'estimate' || after?.source === 'estimate',
      from: sideOf(before),
      to: sideOf(after),
      there: after !== undefined && after.until === null,
      change: made.get(index) ?? null,
    }
  })
}

const sideOf = (span: Span | undefined): CostStep['from'] =>
  span
    ? {
        class: span.class,
        memoryMb: span.memoryMb,
        chargeType: span.chargeType,
        cardVersion: span.cardVersion,
        monthly: span.monthly === null ? null : fromUnits(span.monthly),
        ended: span.expired,
      }
    : null

/**
 * The change that made each step, by the step's place: the last one of the instance that was done in the day before it was
 * seen, of an action that can do such a thing. Within scope, as the steps are.
 */
async function changesOf(steps: readonly Step[]): Promise<Map<number, NonNullable<CostStep['change']>>> {
  const asked = steps.flatMap(({ at, before, after, cause }, place) => {
    const span = after ?? before
    if (!span || !CHANGED.has(cause)) return []
    const { ref, accountId, service, region, instanceId } = span
    return [{ place, ref, at: new Date(at).toISOString(), cause, accountId, service, region, instanceId }]
  })
  if (asked.length === 0) return new Map()
  const { rows } = await db().execute<{
    place: number
    id: string
    action: string
    by: string
    approved: string | null
    at: Date | string
  }>(sql`
    select distinct on (s.place) s.place, c.id, c.action, c.requested_label as by, c.approved_label as approved,
      c.ended_at as at
    from jsonb_to_recordset(${JSON.stringify(asked)}::jsonb) as s(place int, ref text, at timestamptz, cause text,
        "accountId" text, service text, region text, "instanceId" text)
      join ${changes} as c on c.state = 'done' and c.ended_at between s.at - interval '1 day' and s.at + interval '1 minute'
        and case s.cause
          when 'appeared' then c.action in ('create', 'call') and c.account_id = s."accountId" and c.service = s.service
            and c.region = s.region and c.made ? s."instanceId"
          when 'gone' then c.ref = s.ref and c.action in ('release', 'call')
          when 'charge' then c.ref = s.ref and c.action in ('to-subscription', 'spec', 'call')
          when 'expired' then c.ref = s.ref and c.action in ('renew', 'call')
          else c.ref = s.ref and c.action in ('spec', 'renew', 'add-node', 'delete-node', 'major-version', 'call') end
    order by s.place, c.ended_at desc`)
  return new Map(
    rows.map(({ place, id, action, by, approved, at }) => [
      place,
      { id, action, by, approvedBy: approved, at: new Date(at).toISOString() },
    ]),
  )
}
