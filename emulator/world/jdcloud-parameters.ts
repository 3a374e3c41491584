/** A parameter as the vendor's page of parameters lists it. */
export interface Parameter {
  name: string
  default: string
  kind: 'enum' | 'integer' | 'flags'
  values?: readonly string[]
  range?: readonly [number, number]
  description: string
  versions: readonly string[]
}

const BOTH = ['2.8', '4.0']
const POLICIES = ['volatile-lru', 'allkeys-lru', 'volatile-random', 'allkeys-random', 'volatile-ttl', 'noeviction']

const size = (name: string, preset: string, description: string, versions = BOTH, low = 0): Parameter => ({
  name,
  default: preset,
  kind: 'integer',
  range: [low, 10_000],
  description,
  versions,
})

const PARAMETERS: readonly Parameter[] = [
  {
    name: 'maxmemory-policy',
    default: 'volatile-lru',
    kind: 'enum',
    values: POLICIES,
    description: 'What is evicted when memory is full',
    versions: ['2.8'],
  },
  {
    name: 'maxmemory-policy',
    default: 'volatile-lru',
    kind: 'enum',
    values: [...POLICIES, 'volatile-lfu', 'allkeys-lfu'],
    description: 'What is evicted when memory is full',
    versions: ['4.0'],
  },
  size('hash-max-ziplist-entries', '512', 'Most entries of a compact hash'),
  size('hash-max-ziplist-value', '64', 'Longest value in a compact hash'),
  size('list-max-ziplist-entries', '512', 'Most entries of a compact list', ['2.8']),
  size('list-max-ziplist-value', '64', 'Longest value in a compact list', ['2.8']),
  size('list-max-ziplist-size', '-2', 'Size limit of a list node', ['4.0'], -5),
  size('list-compress-depth', '0', 'List nodes left uncompressed at each end', ['4.0']),
  size('set-max-intset-entries', '512', 'Most entries of an integer set'),
  size('zset-max-ziplist-entries', '128', 'Most entries of a compact sorted set'),
  size('zset-max-ziplist-value', '64', 'Longest value in a compact sorted set'),
  size('slowlog-log-slower-than', '10000', 'Microseconds from which a command is logged as slow'),
  {
    name: 'notify-keyspace-events',
    default: '',
    kind: 'flags',
    description: 'Which events of keys are published',
    versions: ['4.0'],
  },
]

/** The parameters that an engine version has. */
export const parametersOf = (version: string) => PARAMETERS.filter(({ versions }) => versions.includes(version))

/** Why a value cannot be set; undefined when it can. */
export function refusalOf(parameter: Parameter, value: string): string | undefined {
  const { name, kind, values, range } = parameter
  if (kind === 'enum') return values?.includes(value) ? undefined : `${name} must be one of ${values?.join(', ')}`
  if (kind === 'flags') return /^[KEg$lshzxeA]*$/.test(value) ? undefined : `${name} takes letters of KEg$lshzxeA`
  const [low, high] = range ?? [0, 0]
  return /^-?\d+$/.test(value) && Number(value) >= low && Number(value) <= high
    ? undefined
    : `${name} must be from ${low} to ${high}`
}
