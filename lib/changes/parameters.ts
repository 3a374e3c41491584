import { and, desc, eq, inArray } from 'drizzle-orm'
import type { Actor } from '@/lib/bff/actor'
import { doorFor } from '@/lib/bff/execute'
import { problem } from '@/lib/bff/problem'
import { changes } from '@/lib/db/change-schema'
import { db } from '@/lib/db/client'
import { inventory } from '@/lib/db/schema'
import type { Lane } from '@/lib/http/quota'
import { type InstanceKey, refOf } from '@/lib/model/instance'
import { formOf, type InstanceParameters, type Parameter } from '@/lib/model/parameter'
import { fieldOfParameter } from '@/lib/model/parameter-facts'
import { sameValue } from '@/lib/model/parameter-value'
import type { Target } from '@/lib/providers/actions'
import type { Call } from '@/lib/providers/contract'
import { ProviderError, type ProviderErrorKind } from '@/lib/providers/error'
import { PARAMETERS_OF } from '@/lib/providers/parameter-registry'
import { type ParameterSource, type PastValue, type ToldParameter } from '@/lib/providers/parameters'
import { lookAt } from './look'
import { latestMoves, type Move } from './parameter-history'
import { keepSnapshot } from './parameter-snapshots'

/** Answers after which asking again says the same. */
const REFUSALS: readonly ProviderErrorKind[] = ['denied', 'unsupported', 'invalid-input', 'not-found']
const MOST_CHANGES = 500
/** Clocks of a cloud and ours may be so far apart. */
const SLACK_MS = 60_000

/**
 * The parameters of an instance, asked of its cloud now, with who changed each of them last. Throws `not-found`,
 * `forbidden-scope`, and the cloud's `ProviderError` when it could not be asked; that it refuses is an answer.
 */
export async function readParameters(
  actor: Actor,
  key: InstanceKey,
  signal?: AbortSignal,
  lane: Lane = 'interactive',
): Promise<InstanceParameters> {
  const ref = refOf(key)
  const [known] = await db().select().from(inventory).where(eq(inventory.ref, ref))
  const isAsked = lane === 'interactive'
  const door = await doorFor({ actor, accountId: key.accountId, lane, signal, insist: isAsked })
  if (!known) throw problem('not-found')
  const { detail, at } = await lookAt(door, key, known.facts.locator, signal)
  if (!detail) throw problem('not-found')
  const empty = { at: at.toISOString(), sources: [], refusal: null, refused: [], resets: false, parameters: [] }
  const source = PARAMETERS_OF[key.service]
  if (!source) return { ...empty, none: 'service' }
  if (detail.facts.engine !== 'redis') return { ...empty, none: 'engine' }
  const locator = { ...known.facts.locator, ...detail.facts.locator }
  const target: Target = { region: key.region, id: key.id, locator, detail }
  try {
    const begunAt = new Date()
    const [told, past, ours] = await Promise.all([
      source.read(door.call, target),
      pastOf(source, door.call, target),
      changesOf(ref),
    ])
    await keepSnapshot(key, told.parameters, begunAt)
    const moves = await latestMoves(ref)
    const parameters = told.parameters.map((one) => withPast(one, past, ours, moves.get(one.name)))
    return {
      ...empty,
      at: new Date().toISOString(),
      sources: told.sources,
      refused: told.refused ?? [],
      resets: source.resets,
      none: null,
      parameters,
    }
  } catch (error) {
    if (!(error instanceof ProviderError) || !REFUSALS.includes(error.kind)) throw error
    const refusal = { kind: error.kind, code: error.code ?? null, message: error.vendorMessage ?? null }
    return { ...empty, none: 'refused', refusal }
  }
}

/** What the cloud's own history has; nothing where it may not be read. */
async function pastOf(source: ParameterSource, call: Call, target: Target): Promise<PastValue[]> {
  try {
    return (await source.history?.(call, target)) ?? []
  } catch (error) {
    if (error instanceof ProviderError) return []
    throw error
  }
}

type OurChange = Awaited<ReturnType<typeof changesOf>>[number]
type OursOf = OurChange & { row: OurChange['plan']['rows'][number] }

/** Our changes of parameters that were sent, newest first. */
const changesOf = (ref: string) =>
  db()
    .select({
      id: changes.id,
      by: changes.requestedLabel,
      state: changes.state,
      plan: changes.plan,
      evidence: changes.evidence,
      sentAt: changes.sentAt,
      endedAt: changes.endedAt,
    })
    .from(changes)
    .where(
      and(
        eq(changes.ref, ref),
        inArray(changes.action, ['parameters', 'parameter-group']),
        inArray(changes.state, ['sending', 'settling', 'checking', 'done', 'human']),
      ),
    )
    .orderBy(desc(changes.createdAt))
    .limit(MOST_CHANGES)

function withPast(
  told: ToldParameter,
  past: readonly PastValue[],
  ours: readonly OurChange[],
  moved: Move | undefined,
): Parameter {
  const { name, value, validity } = told
  const mine = ours.flatMap((change) => {
    const row = change.plan.rows.find(({ field, from, to }) => field === fieldOfParameter(name) && from !== to)
    return row ? [{ ...change, row }] : []
  })
  const [latest] = mine
  const done = mine.find(({ state }) => state === 'done')
  const wanted = latest && latest.state !== 'done' ? latest.row.to : null
  const isOpen = typeof wanted === 'string' && (value === null || !sameValue(name, value, wanted))
  return {
    ...told,
    validity: validity ? formOf(validity) : null,
    changed: lastOf(
      past.find((one) => one.name === name),
      done,
      moved,
    ),
    wanted:
      latest && isOpen ? { value: wanted, at: timeOf(latest).toISOString(), by: latest.by, changeId: latest.id } : null,
  }
}

const timeOf = ({ endedAt, sentAt }: OurChange) => endedAt ?? sentAt ?? new Date()

/**
 * The latest of what is known: the cloud's own history, our changes, and what a reading found. What the cloud's history
 * has of our own change is our change; of what was found later than it was done, the cloud's history knows when.
 */
function lastOf(past: PastValue | undefined, ours: OursOf | undefined, moved: Move | undefined): Parameter['changed'] {
  const found = moved?.changeId !== null && moved?.changeId === ours?.id ? undefined : moved
  const told = ours && past && Date.parse(past.at) <= timeOf(ours).getTime() + SLACK_MS ? undefined : past
  const isTold = found && told && Date.parse(told.at) >= Date.parse(found.since) - SLACK_MS
  const candidates: NonNullable<Parameter['changed']>[] = [
    ...(ours
      ? [
          {
            kind: 'change' as const,
            at: timeOf(ours).toISOString(),
            by: ours.by,
            from: textOf(ours.row.from),
            changeId: ours.id,
          },
        ]
      : []),
    ...(told ? [{ kind: 'told' as const, at: told.at, by: null, from: told.from, changeId: null }] : []),
    ...(found && !isTold
      ? [
          {
            kind: found.changeId ? ('change' as const) : ('found' as const),
            at: found.at,
            by: found.by,
            from: found.from,
            changeId: found.changeId,
          },
        ]
      : []),
  ]
  return candidates.sort((a, b) => b.at.localeCompare(a.at))[0] ?? null
}

const textOf = (value: unknown) => (typeof value === 'string' ? value : null)
