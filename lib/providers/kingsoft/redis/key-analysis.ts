import type { KeyCondition, KeyRun } from '@/lib/model/key-analysis'
import type { Seen, SeenDetail, Target } from '@/lib/providers/actions'
import type { Call } from '@/lib/providers/contract'
import { integerOrNull, numberOrNull, orNull } from '@/lib/providers/facts'
import { bareKey, type KeyAnalyses } from '@/lib/providers/key-analyses'
import { orRefusal } from '@/lib/providers/refusal'
import { kingsoftRedisOperations as op } from './catalog'
import { parameterSource } from './parameters'

export const POLICY = 'maxmemory-policy'
/** AnalyzeHotKeys: "must be allkeys-lfu or volatile-lfu". */
export const LFU = ['allkeys-lfu', 'volatile-lfu']
const STATES: Record<string, KeyRun['state']> = { NONE: 'done', DOING: 'running', ERROR: 'failed' }
/** As many as an analysis finds at most, says the manual. */
const MOST_KEYS = 100

/** Hot keys: only the last analysis is told. An instance that had none refuses the question. */
export const keyAnalyses: KeyAnalyses = {
  kinds: () => ['hot'],
  operations: [op.DescribeHotKeys.name],
  daysBack: null,
  async runs(call, target, _now, signal) {
    const answer = await orRefusal(readLast(call, target, signal))
    if ('refusal' in answer) {
      // Whether there was none, or somebody may not ask, only the words of the cloud tell.
      if (answer.refusal.kind === 'denied') throw answer.refusal
      return []
    }
    return [runOf(answer.told)]
  },
  async report(call, target, _run, signal) {
    const { hotkeys, total } = await readLast(call, target, signal)
    const hot = (hotkeys ?? []).map((row) => ({
      ...bareKey(row.key ?? ''),
      type: orNull(row.type),
      size: numberOrNull(row.size),
      elements: integerOrNull(row.elements),
      uses: numberOrNull(row.count),
      database: integerOrNull(row.db),
      expiry: numberOrNull(row.expiry),
    }))
    return { big: null, hot: hot.sort((a, b) => (b.uses ?? 0) - (a.uses ?? 0)), total: total ?? null }
  },
  async condition(call, target) {
    const { value } = await policyOf(call, target)
    return {
      parameter: POLICY,
      value,
      wanted: LFU,
      holds: value === null ? null : LFU.includes(value),
      nearest: nearestLfu(value),
    }
  },
}

/**
 * The policy of LFU that chooses among the same keys. Others choose differently or drop nothing: of them none is near,
 * and which keys may go is for a person to say.
 */
export function nearestLfu(policy: string | null): KeyCondition['nearest'] {
  if (policy === 'volatile-lru') return { value: 'volatile-lfu', drops: 'expiring' }
  if (policy === 'allkeys-lru') return { value: 'allkeys-lfu', drops: 'all' }
  return null
}

async function readLast(call: Call, { id, region, locator }: Target, signal?: AbortSignal) {
  const input = {
    AvailableZone: locator.zone,
    CacheId: id,
    Limit: MOST_KEYS,
    Offset: 0,
    SortKey: 'count',
    SortDir: 'desc',
  } as const
  const { data } = await call(op.DescribeHotKeys, input, { region, signal })
  return data.Data
}

/** Times are of China, without a zone. */
function chinaTime(text: string | null | undefined): string | null {
  if (!text || !/^\d{4}-\d\d-\d\d[T ]\d\d:\d\d:\d\d$/.test(text)) return null
  return new Date(`${text.replace(' ', 'T')}+08:00`).toISOString()
}

function runOf(told: Awaited<ReturnType<typeof readLast>>): KeyRun {
  const state = orNull(told.task_status)
  const own = STATES[state ?? ''] ?? 'unknown'
  const [created, updated] = [chinaTime(told.created), chinaTime(told.updated)]
  return {
    id: 'last',
    startedAt: created ?? updated,
    endedAt: own === 'done' ? updated : null,
    state: own,
    // NONE says that nothing is under way: beside "done" it would read as if nothing had been found.
    vendorState: state === 'NONE' ? null : state,
    nodes: null,
  }
}

async function policyOf(call: Call, target: Target): Promise<{ value: string | null }> {
  const answer = await orRefusal(parameterSource.read(call, target))
  if ('refusal' in answer) return { value: null }
  return { value: answer.told.parameters.find(({ name }) => name === POLICY)?.value ?? null }
}

/** The policy that an analysis needs, when one was last started, and whether one runs. */
export async function hotKeyFacts(call: Call, target: Target): Promise<Seen> {
  const [{ value }, runs] = await Promise.all([policyOf(call, target), keyAnalyses.runs(call, target, new Date())])
  return {
    evictionPolicy: value,
    analysedAt: runs[0]?.startedAt ?? null,
    atWork: runs.some(({ state }) => state === 'running'),
  }
}

/** Why no analysis can be started. */
export function refusesAnalysis({ seen }: SeenDetail) {
  const policy = seen?.evictionPolicy
  if (typeof policy === 'string' && !LFU.includes(policy))
    return { code: 'not-lfu', params: { policy, wanted: LFU.join(', ') } } as const
  return seen?.atWork === true ? ({ code: 'at-work' } as const) : null
}
