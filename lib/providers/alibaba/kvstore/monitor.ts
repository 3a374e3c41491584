import type { MetricRefusal, MonitorNode } from '@/lib/model/metric'
import { type Dense, emptyDense, joined, ratio } from '@/lib/model/series'
import { MINUTE_MS, type Span } from '@/lib/model/time-range'
import type { Target } from '@/lib/providers/actions'
import type { Call } from '@/lib/providers/contract'
import { ProviderError } from '@/lib/providers/error'
import { orNull } from '@/lib/providers/facts'
import { allSides, type MetricRead, type Monitor } from '@/lib/providers/monitor'
import { kvstoreOperations as op } from './catalog'
import { BANDWIDTH_IDS, BANDWIDTH_SPAN_MS, bandwidthOf } from './monitor-bandwidth'
import { callsFor, type PlannedCall, type View } from './monitor-calls'
import { parseHistory } from './monitor-history'
import {
  FRAGMENTATION,
  FRAGMENTATION_OF,
  groupsOf,
  hasProxies,
  joiningOf,
  type KnownKey,
  knownKey,
  ofNodes,
  panelsOf,
} from './monitor-keys'
import { nodeNameOf } from './node-name'

const second = (ms: number) => `${new Date(ms).toISOString().slice(0, 19)}Z`

/** Nodes by name; an instance without proxies is one. Throws `ProviderError`. */
async function nodesOf(call: Call, target: Target, signal?: AbortSignal): Promise<MonitorNode[]> {
  if (!hasProxies(target.detail.facts)) return []
  const input = { InstanceId: target.id, RegionId: target.region }
  const { data } = await call(op.DescribeLogicInstanceTopology, input, { region: target.region, signal })
  const named = (of: MonitorNode['of'], list: readonly { NodeId?: string | null }[] | null | undefined) =>
    (list ?? []).flatMap(({ NodeId }) => {
      const id = orNull(NodeId)
      return id === null ? [] : [{ id, of, name: nodeNameOf(id, target.id) ?? id }]
    })
  return [...named('node', data.RedisShardList?.NodeInfo), ...named('proxy', data.RedisProxyList?.NodeInfo)]
}

const refusalOf = ({ kind, code, vendorMessage }: ProviderError): MetricRefusal => ({
  kind,
  code: code ?? null,
  message: vendorMessage ?? null,
})

/** The ceiling of traffic; of proxies together no share is told, so that theirs stays unknown. */
async function bandwidthNow(call: Call, target: Target, signal?: AbortSignal): Promise<number | null> {
  const { facts } = target.detail
  if (facts.bandwidthMbps === null || hasProxies(facts)) return null
  const to = Math.floor(Date.now() / MINUTE_MS) * MINUTE_MS
  const question = { span: { from: to - BANDWIDTH_SPAN_MS, to }, ids: BANDWIDTH_IDS, byNode: false }
  const { series } = await monitor.read(call, target, question, { signal })
  return bandwidthOf(series, facts.bandwidthMbps)
}

/** A line that is wanted: of one view, or of several that become one. */
interface Wanted {
  id: string
  key: KnownKey
  views: View[]
  node: string | null
}

export const monitor: Monitor = {
  keeps: ({ detail }) => panelsOf(detail.facts),

  async describe(call, target, signal) {
    const { facts } = target.detail
    const unlessRefused = (error: unknown) => {
      if (error instanceof ProviderError && error.kind !== 'cancelled') return refusalOf(error)
      throw error
    }
    const [nodes, bandwidth] = await Promise.all([
      nodesOf(call, target, signal).catch(unlessRefused),
      bandwidthNow(call, target, signal).catch(unlessRefused),
    ])
    return {
      offered: 'keys',
      operation: 'alibaba-kvstore/DescribeHistoryMonitorValues',
      // Neither 13.2 of 2021 nor the manual of 2017 has a limit.
      reachDays: null,
      panels: panelsOf(facts, typeof bandwidth === 'number' ? bandwidth : null),
      groups: groupsOf(facts),
      nodes: Array.isArray(nodes) ? nodes : [],
      nodesRefused: Array.isArray(nodes) ? null : nodes,
    }
  },

  async read(call, target, { span, ids, byNode }, { signal, watch }) {
    const { facts } = target.detail
    const isWhole = !hasProxies(facts)
    const asked = ids.flatMap((id) => (id === FRAGMENTATION ? FRAGMENTATION_OF : [id]))
    const keys = [...new Set(asked)].flatMap((id) => knownKey(id) ?? [])
    const needsNodes = !isWhole && (byNode || facts.shards === null || keys.some(({ of }) => of !== 'instance'))
    const nodes = needsNodes ? await nodesOf(call, target, signal) : []
    const wanted = keys.flatMap((key) => wantedOf(key, nodes, isWhole, byNode))
    const shards = facts.shards ?? nodes.filter(({ of }) => of === 'node').length
    const calls = callsFor(wanted, span, { shards })
    const told = new Told(span, calls)
    const sofar = () =>
      derived(
        ids,
        wanted.map(({ id, key, views, node }): MetricRead => {
          const parts = views.map((view) => told.line(view, key))
          const { whole, joins } = joiningOf(key.id)
          const [only] = parts
          const dense = parts.length === 1 && only ? only : joined(joins, parts)
          return { id, node, others: 0, unit: key.metricUnit, joined: parts.length > 1 ? whole : null, joins, dense }
        }),
      )
    const { failed } = await allSides(
      calls.map((planned) => ({
        span: planned.span,
        run: async () => told.add(planned, await ask(call, target, planned, signal)),
      })),
      (done) => watch?.(done, calls.length, sofar),
    )
    return { series: sofar(), failed, calls: calls.length + (needsNodes ? 1 : 0) }
  },
}

/** The lines of a metric: of the whole, or of each node. Without nodes there is nothing to ask. */
function wantedOf(key: KnownKey, nodes: readonly MonitorNode[], isWhole: boolean, byNode: boolean): Wanted[] {
  const one = byNode && !isWhole ? (ofNodes(key) ?? key) : key
  if (isWhole || one.of === 'instance') return [{ id: key.id, key: one, views: [{ key: one, node: null }], node: null }]
  const views = nodes.filter(({ of }) => of === one.of).map(({ id }): View => ({ key: one, node: id }))
  if (views.length === 0) return []
  if (byNode) return views.map((view) => ({ id: key.id, key: one, views: [view], node: view.node }))
  return [{ id: key.id, key: one, views, node: null }]
}

/** The lines that were asked for, with what is made of others in its place. */
function derived(ids: readonly string[], lines: MetricRead[]): MetricRead[] {
  return ids.flatMap((id) => {
    const own = lines.filter((line) => line.id === id)
    if (id !== FRAGMENTATION) return own
    const { whole, joins } = joiningOf(id)
    const [top, bottom] = FRAGMENTATION_OF.map((part) => lines.filter((line) => line.id === part))
    return (top ?? []).flatMap((line, at): MetricRead[] => {
      const below = bottom?.[at]
      const joined = line.joined && whole
      return below ? [{ ...line, id, unit: 'ratio', joined, joins, dense: ratio(line.dense, below.dense) }] : []
    })
  })
}

async function ask(call: Call, { id, region }: Target, { node, groups, span }: PlannedCall, signal?: AbortSignal) {
  const input = {
    InstanceId: id,
    RegionId: region,
    StartTime: second(span.from),
    // The end is part of what is told: the next window begins a minute later.
    EndTime: second(span.to - 1_000),
    MonitorKeys: groups.join(','),
    ...(node === null ? {} : { NodeId: node }),
  }
  const answer = await call(op.DescribeHistoryMonitorValues, input, { region, signal })
  const history = parseHistory(answer.data.MonitorHistory)
  if (history) return history
  throw new ProviderError({
    kind: 'bad-answer',
    operation: 'alibaba-kvstore/DescribeHistoryMonitorValues',
    requestId: answer.requestId,
    status: answer.status,
    sent: true,
  })
}

/** What was told of each view. A minute that any call of a view tells was measured: what it lacks in it is zero. */
class Told {
  private readonly minutes = new Map<string | null, Uint8Array>()
  private readonly values = new Map<string, Dense>()
  private readonly done = new Set<PlannedCall>()
  constructor(
    private readonly span: Span,
    private readonly calls: readonly PlannedCall[],
  ) {}

  add(planned: PlannedCall, history: NonNullable<ReturnType<typeof parseHistory>>): void {
    this.done.add(planned)
    const measured = this.measured(planned.node)
    const lines = planned.keys.map((key) => ({ key, dense: this.dense(planned.node, key) }))
    for (const [at, minute] of history) {
      const index = (at - this.span.from) / MINUTE_MS
      if (index < 0 || index >= measured.length) continue
      measured[index] = 1
      for (const { key, dense } of lines) {
        const value = minute.get(key.key)
        if (value !== undefined) dense.values[index] = value * key.factor
      }
    }
  }

  /** A view's values so far; `unread` where a call has not brought any. */
  line({ node }: View, key: KnownKey): Dense {
    const { stepMs, values } = this.dense(node, key)
    const unread = new Uint8Array(values.length)
    for (const planned of this.calls) {
      if (planned.node !== node || this.done.has(planned) || !planned.keys.includes(key)) continue
      const [from, to] = [planned.span.from, planned.span.to].map((at) => (at - this.span.from) / MINUTE_MS)
      unread.fill(1, from, to)
    }
    const measured = this.measured(node)
    const filled = values.map((value, at) => (Number.isNaN(value) && measured[at] && !unread[at] ? 0 : value))
    return { stepMs, values: filled, unread }
  }

  private measured(node: string | null): Uint8Array {
    const found = this.minutes.get(node) ?? new Uint8Array(emptyDense(this.span, MINUTE_MS).values.length)
    this.minutes.set(node, found)
    return found
  }

  private dense(node: string | null, key: KnownKey): Dense {
    const name = `${node ?? ''} ${key.id}`
    const found = this.values.get(name) ?? emptyDense(this.span, MINUTE_MS)
    this.values.set(name, found)
    return found
  }
}
