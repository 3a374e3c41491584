/** What is known of a parameter whatever cloud tells it: by its name, in groups of what they are about. */
export const PARAMETER_GROUPS = ['memory', 'connections', 'log', 'persistence', 'structures', 'other'] as const
export type ParameterGroup = (typeof PARAMETER_GROUPS)[number]

export const PARAMETER_UNITS = ['seconds', 'bytes', 'microseconds', 'per-second'] as const
export type ParameterUnit = (typeof PARAMETER_UNITS)[number]

interface Facts {
  group: ParameterGroup
  unit?: ParameterUnit
}

const of = (group: ParameterGroup, unit?: ParameterUnit): Facts => ({ group, unit })

/** Units as Redis documents them. Each has a text `parameters.meanings.<key>`. */
export const PARAMETER_FACTS: Readonly<Record<string, Facts>> = {
  'maxmemory-policy': of('memory'),
  'maxmemory-samples': of('memory'),
  'lazyfree-lazy-eviction': of('memory'),
  'lazyfree-lazy-expire': of('memory'),
  'lazyfree-lazy-server-del': of('memory'),
  timeout: of('connections', 'seconds'),
  'tcp-keepalive': of('connections', 'seconds'),
  'client-output-buffer-limit-pubsub': of('connections'),
  'client-output-buffer-limit-normal': of('connections'),
  'no-loose-check-whitelist-always': of('connections'),
  'no-loose-disabled-commands': of('connections'),
  'no-loose-sentinel-enabled': of('connections'),
  'no-loose-ssl-enabled': of('connections'),
  'cluster-compat-enable': of('connections'),
  'slowlog-log-slower-than': of('log', 'microseconds'),
  'slowlog-max-len': of('log'),
  'notify-keyspace-events': of('log'),
  'no-loose-statistics-cmds': of('log'),
  appendonly: of('persistence'),
  appendfsync: of('persistence'),
  'hash-max-ziplist-entries': of('structures'),
  'hash-max-ziplist-value': of('structures', 'bytes'),
  'list-max-ziplist-entries': of('structures'),
  'list-max-ziplist-value': of('structures', 'bytes'),
  'list-max-ziplist-size': of('structures'),
  'list-compress-depth': of('structures'),
  'set-max-intset-entries': of('structures'),
  'zset-max-ziplist-entries': of('structures'),
  'zset-max-ziplist-value': of('structures', 'bytes'),
  'stream-node-max-bytes': of('structures', 'bytes'),
  'stream-node-max-entries': of('structures'),
  hz: of('other', 'per-second'),
  'dynamic-hz': of('other'),
  'script-check-enable': of('other'),
}

/** The key of a parameter's facts and texts: names of clouds have signs that keys have not. */
export const keyOfParameter = (name: string): string =>
  name
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-|-$/g, '')

export const factsOfParameter = (name: string): Facts | undefined => {
  const key = keyOfParameter(name)
  return Object.hasOwn(PARAMETER_FACTS, key) ? PARAMETER_FACTS[key] : undefined
}

/** How an aim, a row of a plan and an end's evidence name a parameter. */
export const fieldOfParameter = (name: string) => `seen.parameter ${name}`

interface Hazard {
  /** Texts are `hazards.<id>`. */
  id: string
  key: string
  when(value: string): boolean
}

const is =
  (...values: readonly string[]) =>
  (value: string) =>
    values.includes(value)
const number = (test: (value: number) => boolean) => (value: string) =>
  /^-?\d{1,15}$/.test(value) && test(Number(value))
/** Above this many entries the linear search of a compact structure is felt. */
const LONG_COMPACT = 4_096
const compact = ['hash-max-ziplist-entries', 'zset-max-ziplist-entries', 'list-max-ziplist-entries'] as const

/** Values that are allowed and known to hurt. */
export const HAZARDS: readonly Hazard[] = [
  { id: 'noeviction', key: 'maxmemory-policy', when: is('noeviction') },
  { id: 'evicts-all', key: 'maxmemory-policy', when: (value) => value.startsWith('allkeys-') },
  { id: 'fsync-always', key: 'appendfsync', when: is('always') },
  { id: 'fsync-no', key: 'appendfsync', when: is('no') },
  { id: 'no-aof', key: 'appendonly', when: is('no') },
  { id: 'never-closed', key: 'timeout', when: is('0') },
  { id: 'closed-soon', key: 'timeout', when: number((value) => value > 0 && value < 30) },
  { id: 'events-cost', key: 'notify-keyspace-events', when: (value) => value !== '' },
  { id: 'logs-all', key: 'slowlog-log-slower-than', when: is('0') },
  { id: 'busy-hz', key: 'hz', when: number((value) => value > 100) },
  { id: 'no-limit', key: 'client-output-buffer-limit-pubsub', when: (value) => /^0\s+0\s+\d+$/.test(value) },
  { id: 'cuts-clients', key: 'no-loose-check-whitelist-always', when: is('yes') },
  ...compact.map((key) => ({ id: 'long-compact', key, when: number((value) => value > LONG_COMPACT) })),
]

/** Why a value is dangerous: ids of the table. */
export const hazardsOf = (name: string, value: string): string[] =>
  HAZARDS.filter(({ key, when }) => key === keyOfParameter(name) && when(value)).map(({ id }) => id)
