/** How a value of a parameter is checked. */
type Check =
  | { type: 'enum'; values: readonly string[] }
  | { type: 'range'; min: string; max: string; unit?: string }
  | { type: 'regexp'; pattern: string }

export interface ParameterDefinition {
  name: string
  text: string
  preset: string
  check: Check
}

const range = (min: string | number, max: string | number, unit?: string): Check => ({
  type: 'range',
  min: String(min),
  max: String(max),
  unit,
})
const oneOf = (...values: string[]): Check => ({ type: 'enum', values })
const SIZE = range(0, '9007199254740990')
const THRESHOLD = '内部数据结构优化的阈值'
const YES_NO = oneOf('yes', 'no')

const define = (name: string, preset: string, text: string, check: Check): ParameterDefinition => ({
  name,
  preset,
  text,
  check,
})

const both = (policies: Check, samples: string): ParameterDefinition[] => [
  define('appendonly', 'no', '是否开启AOF持久化功能', YES_NO),
  define('appendfsync', 'everysec', 'AOF文件同步方式', oneOf('everysec', 'always', 'no')),
  define('maxmemory-policy', 'volatile-lru', 'Redis淘汰策略', policies),
  define('maxmemory-samples', samples, '淘汰算法运行时的采样数', range(1, 10)),
  define('hash-max-ziplist-entries', '512', THRESHOLD, SIZE),
  define('hash-max-ziplist-value', '64', THRESHOLD, SIZE),
  define('set-max-intset-entries', '512', THRESHOLD, SIZE),
  define('zset-max-ziplist-entries', '128', THRESHOLD, SIZE),
  define('zset-max-ziplist-value', '64', THRESHOLD, SIZE),
  define('notify-keyspace-events', '', '键空间通知配置', { type: 'regexp', pattern: '[KEg$lshzxeA]*' }),
  define('timeout', '600', '连接空闲超时时间', range(0, 86_400)),
]

const OLD_POLICIES = ['volatile-lru', 'allkeys-lru', 'volatile-random', 'allkeys-random', 'volatile-ttl', 'noeviction']
const NEW_POLICIES = [
  'volatile-lru',
  'volatile-lfu',
  'volatile-random',
  'volatile-ttl',
  'allkeys-lru',
  'allkeys-lfu',
  'allkeys-random',
  'noeviction',
]

/** Versions 2.8 and 3.0. */
const OLD: readonly ParameterDefinition[] = [
  ...both(oneOf(...OLD_POLICIES), '3'),
  define('list-max-ziplist-entries', '512', THRESHOLD, SIZE),
  define('list-max-ziplist-value', '64', THRESHOLD, SIZE),
]

/** Versions 4.0 and 5.0. */
const NEW: readonly ParameterDefinition[] = [
  ...both(oneOf(...NEW_POLICIES), '5'),
  define('list-max-ziplist-size', '-2', THRESHOLD, range('-2147483648', '2147483647')),
  define('slowlog-log-slower-than', '20000', '慢日志时间阈值', range(10_000, 10_000_000, '单位 μs')),
  define('slowlog-max-len', '1024', '慢日志最大条数', range(100, 10_000)),
  define('lazyfree-lazy-expire', 'yes', '到期时是否异步释放', YES_NO),
  define('lazyfree-lazy-eviction', 'no', '逐出时是否异步驱逐', YES_NO),
  define('lazyfree-lazy-server-del', 'yes', '隐式删除是否异步执行', YES_NO),
  define('hz', '10', '后台任务执行频率', range(1, 500)),
]

const isOld = (version: string) => version === '2.8' || version === '3.0'

export const definitionsOf = (version: string) => (isOld(version) ? OLD : NEW)

/** Whether a value may be set. */
export function accepts({ check }: ParameterDefinition, value: string): boolean {
  if (check.type === 'enum') return check.values.includes(value)
  if (check.type === 'regexp') return new RegExp(`^(?:${check.pattern})$`).test(value)
  return /^-?\d{1,20}$/.test(value) && BigInt(value) >= BigInt(check.min) && BigInt(value) <= BigInt(check.max)
}

/**
 * A parameter as the gateway prints it. What is allowed has three shapes: for old versions the list itself in `value`
 * (groups and defaults) or a list in `values` among nulls (instances); for new versions a list in `values` among empty
 * texts.
 */
export function shown(version: string, definition: ParameterDefinition, value: string, of: 'instance' | 'group') {
  const { name, text, preset, check } = definition
  const values = check.type === 'enum' ? [...check.values] : undefined
  const pattern = check.type === 'regexp' ? check.pattern : undefined
  const [min, max] = check.type === 'range' ? [check.min, check.max] : []
  const kind = { type: check.type, dataType: check.type === 'range' ? 'integer' : 'string' }
  let validity: Record<string, unknown>
  if (!isOld(version)) {
    const unit = check.type === 'range' ? check.unit : undefined
    validity = { value: pattern ?? unit ?? '', values: values ?? [], min: min ?? '', max: max ?? '' }
  } else if (of === 'group') {
    validity = { value: values ?? pattern ?? null, min: min ?? null, max: max ?? null }
  } else {
    validity = { value: pattern ?? null, values: values ?? null, min: min ?? null, max: max ?? null }
  }
  return { name, desc: text, defaultValue: preset, currentValue: value, validity: { ...kind, ...validity } }
}
