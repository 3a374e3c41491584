import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query'
import type { KeyAnalysis } from '@/lib/model/key-analysis'
import type { LogAnswer, LogKind, LogRole } from '@/lib/model/logs'
import type { FleetMaintenance, InstanceTasks } from '@/lib/model/tasks'
import type { Topology } from '@/lib/model/topology'
import { api } from './api'
import { checked, hasFields, isFlag, isListOf, isNumber, isText, orNull } from './check'

const path = (ref: string) => `/api/instances/${encodeURIComponent(ref)}`

const isNotTold = hasFields({ kind: isText, code: orNull(isText), message: orNull(isText) })
const isTold = (test: (value: unknown) => boolean) =>
  hasFields({ operation: isText, told: orNull(test), missing: orNull(isNotTold) })

const TopologyAnswer = checked<Topology>(
  'nodes',
  hasFields({
    at: isText,
    operations: isListOf(isText),
    nodes: isListOf(hasFields({ key: isText, id: isText, role: isText })),
    missing: isListOf(hasFields({ operation: isText, kind: isText })),
  }),
)

/** Asks the cloud: the nodes of an instance. */
export const topologyQuery = (ref: string) =>
  queryOptions({
    queryKey: ['instances', 'topology', ref],
    queryFn: ({ signal }) => api.get(`${path(ref)}/topology`, { schema: TopologyAnswer, signal }),
    staleTime: 60_000,
    refetchOnWindowFocus: false,
  })

const isKey = hasFields({ pattern: isText, text: orNull(isText), bytes: orNull(isNumber), uses: orNull(isNumber) })
const KeyAnswer = checked<KeyAnalysis>(
  'analyses of keys',
  hasFields({
    at: isText,
    kinds: isListOf(isText),
    operations: isListOf(isText),
    runs: isListOf(hasFields({ id: isText, state: isText })),
    report: orNull(hasFields({ run: isText, big: orNull(isListOf(isKey)), hot: orNull(isListOf(isKey)) })),
    missing: isListOf(hasFields({ operation: isText, kind: isText })),
  }),
)

/** While an analysis runs it is asked for again. */
const RUNNING_MS = 5_000

/** Asks the cloud: analyses of an instance's keys. With the keys themselves (`reveal`) each answer is on record. */
export const keysQuery = (ref: string, report: string | null, reveal: boolean) =>
  queryOptions({
    queryKey: ['instances', 'key-analysis', ref, report, reveal],
    queryFn: ({ signal }) => {
      const asked = report === null ? {} : { report }
      return reveal
        ? api.post(`${path(ref)}/key-analysis/reveal`, asked, { schema: KeyAnswer, signal })
        : api.get(`${path(ref)}/key-analysis`, { schema: KeyAnswer, query: asked, signal })
    },
    staleTime: 30_000,
    gcTime: 120_000,
    refetchOnWindowFocus: false,
    refetchOnReconnect: !reveal,
    meta: { onRecord: reveal },
    refetchInterval: ({ state }) =>
      !reveal && state.data?.runs.some((run) => run.state === 'running') ? RUNNING_MS : false,
  })

const isTask = hasFields({ id: isText, state: isText, percent: orNull(isNumber) })
const isEvent = hasFields({ id: isText, instanceId: isText, kind: isText, state: isText })
const TasksAnswer = checked<InstanceTasks>(
  'tasks',
  hasFields({
    at: isText,
    from: isText,
    tasks: orNull(isTold(isListOf(isTask))),
    events: orNull(isTold(isListOf(isEvent))),
  }),
)

/** Asks the cloud: what it does with an instance, and what it announces. */
export const tasksQuery = (ref: string) =>
  queryOptions({
    queryKey: ['instances', 'tasks', ref],
    queryFn: ({ signal }) => api.get(`${path(ref)}/tasks`, { schema: TasksAnswer, signal }),
    staleTime: 30_000,
    refetchOnWindowFocus: false,
    refetchInterval: ({ state }) =>
      state.data?.tasks?.told?.some((task) => task.state === 'running') ? RUNNING_MS : false,
  })

const FleetAnswer = checked<FleetMaintenance>(
  'announced maintenance',
  hasFields({
    at: isText,
    events: isListOf(isEvent),
    accounts: isListOf(hasFields({ id: isText, name: isText, missing: orNull(isNotTold) })),
  }),
)

/** Asks the clouds: what they announce for all accounts in scope. */
export const maintenanceQuery = () =>
  queryOptions({
    queryKey: ['maintenance'],
    queryFn: ({ signal }) => api.get('/api/maintenance', { schema: FleetAnswer, signal }),
    staleTime: 60_000,
    refetchOnWindowFocus: false,
  })

const LogsAnswer = checked<LogAnswer>(
  'a log',
  hasFields({
    from: isText,
    to: isText,
    kinds: isListOf(isText),
    roles: isListOf(isText),
    auditDays: orNull(isNumber),
    readFrom: isText,
    shifted: isFlag,
    refused: orNull(isNotTold),
    lines: isListOf(hasFields({ at: isNumber, text: isText, hidden: isFlag })),
    commands: isListOf(hasFields({ at: isNumber, pattern: hasFields({ command: isText, keys: isListOf(isText) }) })),
  }),
)

export interface LogsQuestion {
  from: number
  to: number
  kind: LogKind
  node: string | null
  role: LogRole
  /** Texts as they stand there: for operators, and each answer is on record. */
  reveal: boolean
  /** Looked for by its cloud, in the texts themselves. */
  word: string
  /** Whose commands of an audit log; null: everybody's. */
  client: string | null
  account: string | null
  database: string | null
}

/** A log of a span, newest part first: each further page is what lies before. Asks the cloud. */
export const logsQuery = (ref: string, { from, to, kind, node, role, reveal, word, ...who }: LogsQuestion) =>
  infiniteQueryOptions({
    queryKey: ['instances', 'logs', ref, from, to, kind, node, role, reveal, reveal ? word : '', who],
    queryFn: ({ pageParam, signal }) => {
      const query = {
        from: new Date(from).toISOString(),
        to: pageParam,
        kind,
        ...(node === null ? {} : { node }),
        ...(kind === 'running' ? { role } : {}),
      }
      const filter = {
        ...(who.client === null ? {} : { client: who.client }),
        ...(who.account === null ? {} : { account: who.account }),
        ...(who.database === null ? {} : { database: Number(who.database) }),
      }
      return reveal
        ? api.post(
            `${path(ref)}/logs/reveal`,
            { ...query, ...filter, ...(word === '' ? {} : { word }) },
            { schema: LogsAnswer, signal },
          )
        : api.get(`${path(ref)}/logs`, { schema: LogsAnswer, query: { ...query, ...filter }, signal })
    },
    initialPageParam: new Date(to).toISOString(),
    getNextPageParam: (last) => (last.refused === null && last.readFrom > last.from ? last.readFrom : undefined),
    staleTime: 120_000,
    gcTime: 120_000,
    refetchOnWindowFocus: false,
    refetchOnReconnect: !reveal,
    meta: { onRecord: reveal },
  })
