import type { Words } from '@/lib/operation'

/** What a metric means (20.3), by its name; names of commands are not here: they count calls. */
export const MEANINGS: Readonly<Record<string, Words>> = {
  flushall_calls: { en: 'FLUSHALL calls in total', zh: 'FLUSHALL 调用总次数' },
  flushdb_calls: { en: 'FLUSHDB calls in total', zh: 'FLUSHDB 调用总次数' },
  keys_calls: { en: 'KEYS calls in total', zh: 'KEYS 调用总次数' },
  connectionUsage: { en: 'Connections in use, of the limit', zh: '连接数使用率' },
  ConnectionUsage: { en: 'Connections in use, of the limit', zh: '连接数使用率' },
  CpuUsage: { en: 'CPU in use', zh: 'CPU 使用率' },
  FailedCount: { en: 'Commands that failed', zh: '失败的命令数' },
  hit_rate: { en: 'Lookups that found their key', zh: 'Key 命中率' },
  InFlow: { en: 'Inbound traffic', zh: '入流量' },
  OutFlow: { en: 'Outbound traffic', zh: '出流量' },
  IntranetIn: { en: 'Inbound traffic', zh: '入流量' },
  IntranetOut: { en: 'Outbound traffic', zh: '出流量' },
  intranetInRatio: { en: 'Inbound traffic, of the limit', zh: '入流量使用率' },
  intranetOutRatio: { en: 'Outbound traffic, of the limit', zh: '出流量使用率' },
  memoryUsage: { en: 'Memory in use', zh: '内存使用率' },
  qpsUsage: { en: 'Commands per second, of the limit', zh: 'QPS 使用率' },
  AvgRt: { en: 'Mean time from command to response', zh: '平均响应时间' },
  MaxRt: { en: 'Longest time that a command took', zh: '最大响应时间' },
  Keys: { en: 'Keys', zh: 'Key 总数' },
  Expires: { en: 'Keys that expire', zh: '设置了过期时间的 Key 数' },
  ExpiredKeys: { en: 'Keys expired in total', zh: '过期 Key 累计数' },
  EvictedKeys: { en: 'Keys evicted in total', zh: '淘汰 Key 累计数' },
  inmem_keys: { en: 'Pairs held in memory', zh: '内存中的键值对数' },
  swapped_keys: { en: 'Pairs held on disk', zh: '磁盘中的键值对数' },
  ExpiredKeysPerSecond: { en: 'Keys expired per second', zh: '每秒过期 Key 数' },
  EvictedKeysPerSecond: { en: 'Keys evicted per second', zh: '每秒淘汰 Key 数' },
  ins_size: { en: 'Disk in use: data and logs', zh: '磁盘总使用量（数据与日志）' },
  data_size: { en: 'AOF and RDB files on disk', zh: '磁盘上的 AOF 与 RDB 文件' },
  log_size: { en: 'Log files on disk', zh: '磁盘上的日志文件' },
  used_memory_rss: { en: 'Memory that the system gave the process', zh: '操作系统分配的常驻内存' },
  used_memory_overhead: { en: 'Memory for buffers and internals', zh: '缓冲区等内部开销内存' },
  used_memory_startup: { en: 'Memory in use after the start', zh: '启动时消耗的内存' },
  used_memory_dataset: { en: 'Memory of the data itself', zh: '数据集占用的内存' },
  used_memory_lua: { en: 'Memory of Lua scripts', zh: 'Lua 脚本占用的内存' },
  lazyfree_pending_objects: { en: 'Objects waiting to be freed', zh: '等待惰性释放的对象数' },
  ConnCount: { en: 'Connections', zh: '已使用的连接数' },
  UsedMemory: { en: 'Memory in use, data and cache', zh: '已使用内存（数据与缓存）' },
  TotalQps: { en: 'Commands per second', zh: '每秒请求数' },
  GetQps: { en: 'Reads per second', zh: '每秒读请求数' },
  PutQps: { en: 'Writes per second', zh: '每秒写请求数' },
  request: { en: 'Mean size of a request', zh: '平均请求大小' },
  response: { en: 'Mean size of a response', zh: '平均响应大小' },
  request_max: { en: 'Largest request', zh: '最大请求大小' },
  response_max: { en: 'Largest response', zh: '最大响应大小' },
  TotalRefusedCommands: { en: 'Commands refused in total', zh: '被拒绝的命令累计数' },
  TotalCallsPerSecCalls: { en: 'Requests per second', zh: '每秒请求数' },
  TotalCallsPerSecRetryCalls: { en: 'Retried requests per second', zh: '每秒重试请求数' },
  TotalCallsPerSecRetryFailed: { en: 'Failed requests per second', zh: '每秒失败请求数' },
  RedisUsedConnection: { en: 'Connections from the proxy to data nodes', zh: '代理到数据节点的连接数' },
  NewDBConnQps: { en: 'New connections to data nodes per second', zh: '每秒新建的数据节点连接数' },
  DisconnectDBConn: { en: 'Lost connections to data nodes in total', zh: '与数据节点断开连接的累计次数' },
  DisconnectUserConn: { en: 'Lost client connections in total', zh: '与客户端断开连接的累计次数' },
  UsedConnection: { en: 'Client connections', zh: '客户端连接数' },
  NewUserConnQps: { en: 'New client connections per second', zh: '每秒新建的客户端连接数' },
}

/** Calls of a command: `hget`, `mem_getq`. */
export function callsOf(key: string): Words {
  const command = key.startsWith('mem_') ? key.slice(4) : key.toUpperCase()
  return { en: `${command} calls per second`, zh: `每秒 ${command} 调用次数` }
}

const one = (en: string, zh: string): Words => ({ en, zh })

/** Titles of groups, by their name without `$db` and `$proxy`. */
export const GROUP_TITLES: Readonly<Record<string, Words>> = {
  Calls_Monitor: one('Dangerous commands', '高危命令'),
  ConnectionUsage: one('Connection use', '连接数使用率'),
  CpuUsage: one('CPU', 'CPU'),
  FailedCount: one('Failures', '失败'),
  Hit_Rate_Monitor: one('Hit rate', '命中率'),
  IntranetIn: one('Inbound traffic', '入流量'),
  IntranetInRatio: one('Inbound traffic, of the limit', '入流量使用率'),
  IntranetOut: one('Outbound traffic', '出流量'),
  IntranetOutRatio: one('Outbound traffic, of the limit', '出流量使用率'),
  MemoryUsage: one('Memory use', '内存使用率'),
  QPSUsage: one('QPS use', 'QPS 使用率'),
  Redis_Avg_Rt_Monitor: one('Mean latency', '平均响应时间'),
  Redis_Max_Rt_Monitor: one('Longest latency', '最大响应时间'),
  Redis_Basic_Monitor: one('Keys', 'Key'),
  Redis_Connection_Monitor: one('Commands: connection', '连接类命令'),
  Redis_DetailedSpaceUsage: one('Disk', '磁盘'),
  Redis_Geo_Monitor: one('Commands: geo', 'GEO 类命令'),
  Redis_Hashes_Monitor: one('Commands: hashes', 'Hash 类命令'),
  Redis_Hyperlog_Monitor: one('Commands: HyperLogLog', 'HyperLogLog 类命令'),
  Redis_Keys_Monitor: one('Commands: keys', 'Key 类命令'),
  Redis_Lists_Monitor: one('Commands: lists', 'List 类命令'),
  Redis_Memory_Monitor: one('Memory in detail', '内存明细'),
  Redis_Pub_Sub_Monitor: one('Commands: publish and subscribe', '发布订阅类命令'),
  Redis_Scripting_Monitor: one('Commands: scripts', '脚本类命令'),
  Redis_Server_Monitor: one('Commands: server', '服务器类命令'),
  Redis_Sets_Monitor: one('Commands: sets', 'Set 类命令'),
  Redis_Streams_Monitor: one('Commands: streams', 'Stream 类命令'),
  Redis_String_Monitor: one('Commands: strings', 'String 类命令'),
  Redis_Transaction_Monitor: one('Commands: transactions', '事务类命令'),
  Redis_Zset_Monitor: one('Commands: sorted sets', 'Zset 类命令'),
  UsedConnection: one('Connections', '连接数'),
  UsedMemory: one('Memory', '内存'),
  UsedQPS: one('Commands per second', 'QPS'),
  Redis_TairBloom_Monitor: one('Commands: TairBloom', 'TairBloom 类命令'),
  Redis_TairDoc_Monitor: one('Commands: TairDoc', 'TairDoc 类命令'),
  Redis_TairGis_Monitor: one('Commands: TairGIS', 'TairGIS 类命令'),
  Redis_TairHash_Monitor: one('Commands: TairHash', 'TairHash 类命令'),
  Redis_TairString_Monitor: one('Commands: TairString', 'TairString 类命令'),
  Redis_Package_Monitor: one('Sizes of requests', '请求大小'),
  TotalCalls: one('Requests of proxies', '代理请求'),
  RedisProxyConn: one('Connections of proxies', '代理连接'),
  Memcached_Monitor: one('Commands: Memcached', 'Memcached 命令'),
  Memcached_Quiet_Monitor: one('Commands: Memcached, quiet', 'Memcached quiet 类命令'),
  Memcached_Quit_Monitor: one('Commands: Memcached, quit', 'Memcached quit 类命令'),
  Memcached_Sasl_Monitor: one('Commands: Memcached, SASL', 'Memcached SASL 类命令'),
}

const HYBRID = one('Hybrid storage, Enhanced Edition', '企业版混合存储型')
const ENHANCED = one('Enhanced Edition: performance or hybrid storage', '企业版：性能增强型或混合存储型')
const SINCE_4 = one('Redis 4.0 or later', 'Redis 4.0 及以上版本')
const MINOR = one('The latest minor version', '最新小版本')

/** What an instance must have for a metric (20.3); null: nothing is said. */
export function needsOf(group: string, key: string): Words | null {
  if (group.startsWith('Redis_Tair')) return ENHANCED
  if (key === 'inmem_keys' || key === 'swapped_keys') return HYBRID
  if (key === 'memoryUsage') return SINCE_4
  if (key === 'GetQps' || key === 'PutQps') return MINOR
  if (key === 'hit_rate') return one('On Redis 2.8: a newer minor version', 'Redis 2.8 须升级小版本')
  return null
}
