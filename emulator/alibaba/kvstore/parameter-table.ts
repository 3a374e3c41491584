import type { CacheInstance } from '../../world/instance'

/** One parameter as the vendor describes it. */
export interface ParameterRule {
  name: string
  value: string
  /** `[a|b]`, `[min-max]` or a regular expression. */
  check: string
  text: string
}

interface Entry extends ParameterRule {
  /** Versions and architectures that have it; everything when left out. */
  versions?: readonly string[]
  logicOnly?: boolean
}

const SIZE = '[0-9999999999999999]'
const YES_NO = '[yes|no]'
const POLICIES =
  '[volatile-lru|allkeys-lru|volatile-random|allkeys-random|volatile-ttl|volatile-lfu|allkeys-lfu|noeviction]'
const OLD_POLICIES = '[volatile-lru|allkeys-lru|volatile-random|allkeys-random|volatile-ttl|noeviction]'
const FROM_4 = { versions: ['4.0', '5.0'] }
const ONLY_5 = { versions: ['5.0'] }
const ONLY_28 = { versions: ['2.8'] }

/**
 * Parameters of the manual's samples (16.1 for clusters of 5.0, 16.3 for 4.0) and of the older edition. Which of them
 * 2.8 and master-replica instances have is told nowhere and follows what Redis of that version has.
 */
const ENTRIES: readonly Entry[] = [
  {
    name: '#no_loose_check-whitelist-always',
    value: 'no',
    check: YES_NO,
    text: 'check clients that are connected against the whitelist too',
    ...FROM_4,
  },
  {
    name: '#no_loose_disabled-commands',
    value: '',
    check: '.*',
    text: 'commands that clients may not run, with commas: flushall, flushdb, keys, hgetall, eval, evalsha, script',
  },
  {
    name: '#no_loose_sentinel-enabled',
    value: 'no',
    check: YES_NO,
    text: 'compatibility with Sentinel clients',
    ...ONLY_5,
  },
  { name: '#no_loose_ssl-enabled', value: 'no', check: YES_NO, text: 'TLS', versions: ['4.0'] },
  { name: 'appendonly', value: 'yes', check: YES_NO, text: 'AOF persistence', ...FROM_4 },
  {
    name: 'client-output-buffer-limit pubsub',
    value: '33554432 8388608 60',
    check: '\\d+\\s+\\d+\\s+\\d+',
    text: 'hard limit in bytes, soft limit in bytes and its seconds, of publish/subscribe clients',
    ...FROM_4,
  },
  {
    name: 'cluster_compat_enable',
    value: '1',
    check: '[0|1]',
    text: 'compatibility with cluster clients',
    versions: ['4.0'],
    logicOnly: true,
  },
  {
    name: 'script_check_enable',
    value: '1',
    check: '[0|1]',
    text: 'keys of a Lua script must lie in one slot',
    versions: ['4.0'],
    logicOnly: true,
  },
  { name: 'dynamic-hz', value: 'yes', check: YES_NO, text: 'adapt the frequency of background work', ...ONLY_5 },
  { name: 'hash-max-ziplist-entries', value: '512', check: SIZE, text: 'most fields of a hash that is kept compact' },
  {
    name: 'hash-max-ziplist-value',
    value: '64',
    check: SIZE,
    text: 'longest value of a hash that is kept compact, in bytes',
  },
  { name: 'hz', value: '10', check: '[1-500]', text: 'runs of background work per second', ...FROM_4 },
  {
    name: 'lazyfree-lazy-eviction',
    value: 'no',
    check: YES_NO,
    text: 'free memory in the background on eviction',
    ...FROM_4,
  },
  {
    name: 'lazyfree-lazy-expire',
    value: 'yes',
    check: YES_NO,
    text: 'free memory in the background on expiry',
    ...FROM_4,
  },
  {
    name: 'lazyfree-lazy-server-del',
    value: 'yes',
    check: YES_NO,
    text: 'free memory in the background on implied deletes',
    ...FROM_4,
  },
  {
    name: 'list-compress-depth',
    value: '0',
    check: '[0-65535]',
    text: 'nodes at each end of a list that stay uncompressed',
    ...FROM_4,
  },
  {
    name: 'list-max-ziplist-size',
    value: '-2',
    check: '[-5-99999999]',
    text: 'size of one node of a list; negative values are classes',
    ...FROM_4,
  },
  {
    name: 'list-max-ziplist-entries',
    value: '512',
    check: SIZE,
    text: 'most items of a list that is kept compact',
    ...ONLY_28,
  },
  {
    name: 'list-max-ziplist-value',
    value: '64',
    check: SIZE,
    text: 'longest item of a list that is kept compact, in bytes',
    ...ONLY_28,
  },
  {
    name: 'maxmemory-policy',
    value: 'volatile-lru',
    check: POLICIES,
    text: 'what is evicted when memory is full',
    ...FROM_4,
  },
  {
    name: 'maxmemory-policy',
    value: 'volatile-lru',
    check: OLD_POLICIES,
    text: 'what is evicted when memory is full',
    ...ONLY_28,
  },
  {
    name: 'notify-keyspace-events',
    value: '',
    check: '.*',
    text: 'events of keys that are published: letters of KEg$lshzxeA',
  },
  {
    name: 'set-max-intset-entries',
    value: '512',
    check: SIZE,
    text: 'most members of a set of integers that is kept compact',
  },
  {
    name: 'slowlog-log-slower-than',
    value: '20000',
    check: '[10000-10000000]',
    text: 'microseconds from which on a command is in the slow log',
    ...ONLY_5,
  },
  {
    name: 'slowlog-log-slower-than',
    value: '20000',
    check: '[0-10000000]',
    text: 'microseconds from which on a command is in the slow log',
    versions: ['2.8', '4.0'],
  },
  {
    name: 'slowlog-max-len',
    value: '1024',
    check: '[100-10000]',
    text: 'entries of the slow log that are kept',
    ...FROM_4,
  },
  {
    name: 'stream-node-max-bytes',
    value: '4096',
    check: SIZE,
    text: 'most bytes of a node of a stream; 0: no limit',
    ...ONLY_5,
  },
  {
    name: 'stream-node-max-entries',
    value: '100',
    check: SIZE,
    text: 'most entries of a node of a stream; 0: no limit',
    ...ONLY_5,
  },
  {
    name: 'timeout',
    value: '0',
    check: '[0-100000]',
    text: 'seconds after which an idle client is disconnected; 0: never',
    ...FROM_4,
  },
  {
    name: 'zset-max-ziplist-entries',
    value: '128',
    check: SIZE,
    text: 'most members of a sorted set that is kept compact',
  },
  {
    name: 'zset-max-ziplist-value',
    value: '64',
    check: SIZE,
    text: 'longest member of a sorted set that is kept compact, in bytes',
  },
]

/** Parameters of a version, for architectures with proxies (`logic`) or without (`normal`). */
export const parametersFor = (version: string, character: 'logic' | 'normal'): ParameterRule[] =>
  ENTRIES.filter(
    ({ versions, logicOnly }) => (versions?.includes(version) ?? true) && !(logicOnly && character === 'normal'),
  )

export const parametersOf = (i: CacheInstance): ParameterRule[] =>
  parametersFor(i.version, i.architecture === 'standard' ? 'normal' : 'logic')

/** Other names under which the vendor takes and tells parameters. */
const ALIASES: Readonly<Record<string, string>> = {
  EvictionPolicy: 'maxmemory-policy',
  '#no_loose_disabled_commands': '#no_loose_disabled-commands',
}

/** The rule of a parameter by its name or its other name. */
export const ruleOf = (rules: readonly ParameterRule[], name: string): ParameterRule | undefined =>
  rules.find((rule) => rule.name === (Object.hasOwn(ALIASES, name) ? ALIASES[name] : name))

const DISABLED = new Set(['flushall', 'flushdb', 'keys', 'hgetall', 'eval', 'evalsha', 'script'])

/** Whether a parameter may have a value. */
export function allows({ name, check }: ParameterRule, value: string): boolean {
  if (name === '#no_loose_disabled-commands')
    return value === '' || value.split(',').every((command) => DISABLED.has(command.trim()))
  if (name === 'notify-keyspace-events') return /^[KEg$lshzxeA]*$/.test(value)
  const choices = /^\[(.+\|.+)\]$/.exec(check)?.[1]
  if (choices) return choices.split('|').includes(value)
  const range = /^\[(-?\d+)-(\d+)\]$/.exec(check)
  if (!range) return new RegExp(`^(?:${check})$`).test(value)
  if (!/^-?\d+$/.test(value)) return false
  // Bounds pass what a double holds.
  return BigInt(value) >= BigInt(range[1] ?? 0) && BigInt(value) <= BigInt(range[2] ?? 0)
}
