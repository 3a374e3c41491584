import type { Actor } from '@/lib/bff/actor'
import { doorFor } from '@/lib/bff/execute'
import { knownTarget } from '@/lib/changes/offers'
import type { InstanceKey } from '@/lib/model/instance'
import type { FoundKey, KeyAnalysis, KeyReport } from '@/lib/model/key-analysis'
import type { ToldKey } from '@/lib/providers/key-analyses'
import { KEY_ANALYSES_OF } from '@/lib/providers/key-analysis-registry'
import { orRefusal } from '@/lib/providers/refusal'
import { keyTemplatesOf } from '@/lib/slow-log/key-templates'
import { notTold } from './not-told'
import { putOnRecord } from './on-record'

interface Asked {
  /** Id of a run; left out: the newest that is done. */
  report?: string
  reveal?: boolean
  signal?: AbortSignal
}

/**
 * Analyses of an instance's keys and the report of one, asked of its cloud now. Keys come as patterns; `reveal` brings them
 * too: for operators, and on record before anybody sees them. Throws `not-found`, `forbidden-scope`, `forbidden-role`,
 * and the `ProviderError` of a cloud that could not be asked; what it refuses is told in place.
 */
export async function readKeys(actor: Actor, key: InstanceKey, asked: Asked = {}): Promise<KeyAnalysis> {
  const { reveal = false, signal } = asked
  const { call, account } = await doorFor({
    actor,
    accountId: key.accountId,
    lane: 'interactive',
    signal,
    insist: true,
    withinServer: true,
  })
  const { target } = await knownTarget(key)
  const service = KEY_ANALYSES_OF[key.service]
  const kinds = service?.kinds(target) ?? []
  const now = new Date()
  const told: KeyAnalysis = {
    at: now.toISOString(),
    kinds,
    operations: [...(service?.operations ?? [])],
    daysBack: service?.daysBack ?? null,
    runs: [],
    report: null,
    condition: null,
    missing: [],
  }
  if (!service || kinds.length === 0) return told
  if (reveal)
    await putOnRecord(actor, {
      action: 'key-analysis.reveal',
      target: key.id,
      accountId: account.id,
      details: { region: key.region, report: asked.report ?? null },
    })
  const [listed, condition] = await Promise.all([
    orRefusal(service.runs(call, target, now, signal)),
    service.condition?.(call, target, signal) ?? null,
  ])
  if ('refusal' in listed) return { ...told, condition, missing: [notTold(listed.refusal)] }
  const runs = listed.told
  const run =
    asked.report === undefined ? runs.find(({ state }) => state === 'done') : runs.find(({ id }) => id === asked.report)
  const read = run && run.state !== 'failed' ? await orRefusal(service.report(call, target, run.id, signal)) : null
  if (!run || !read) return { ...told, condition, runs }
  if ('refusal' in read) return { ...told, condition, runs, missing: [notTold(read.refusal)] }
  const report: KeyReport = {
    run: run.id,
    big: shown(read.told.big, reveal),
    hot: shown(read.told.hot, reveal),
    total: read.told.total,
  }
  return { ...told, condition, runs, report }
}

function shown(keys: readonly ToldKey[] | null, reveal: boolean): FoundKey[] | null {
  if (keys === null) return null
  const patterns = keyTemplatesOf(keys.map(({ key }) => key))
  return keys.map(({ key, ...facts }, at) => ({ ...facts, pattern: patterns[at] ?? '', text: reveal ? key : null }))
}
