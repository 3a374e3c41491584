/** What a metric is of: one data node (all a standard instance has), one proxy, all of either, or Memcached. */
export type MonitorScope = 'node' | 'proxy' | 'db-aggregate' | 'proxy-aggregate' | 'memcached'

export interface MonitorKey {
  scope: MonitorScope
  /** What a call names in `MonitorKeys`. */
  group: string
  /** What the answer names. */
  key: string
  unit: string
}

/**
 * Every metric of section 20.3, spelt as printed: the same thing has another name in another scope, some names look
 * misspelt (`mem_preappend`, `exhtt`), and some rows are printed more than once.
 */
const TABLE: readonly (readonly [MonitorScope, string, string, string])[] = [
  ['node', 'Calls_Monitor', 'Counts', 'flushall_calls flushdb_calls keys_calls'],
  ['node', 'ConnectionUsage', '%', 'connectionUsage'],
  ['node', 'CpuUsage', '%', 'CpuUsage'],
  ['node', 'FailedCount', 'Counts', 'FailedCount'],
  ['node', 'Hit_Rate_Monitor', '%', 'hit_rate'],
  ['node', 'IntranetIn', 'KBps', 'InFlow'],
  ['node', 'IntranetInRatio', '%', 'intranetInRatio'],
  ['node', 'IntranetOut', 'KBps', 'OutFlow'],
  ['node', 'IntranetOutRatio', '%', 'intranetOutRatio'],
  ['node', 'MemoryUsage', '%', 'memoryUsage'],
  ['node', 'QPSUsage', '%', 'qpsUsage'],
  ['node', 'Redis_Avg_Rt_Monitor', 'us', 'AvgRt'],
  ['node', 'Redis_Basic_Monitor', 'Counts', 'Keys Expires ExpiredKeys EvictedKeys inmem_keys swapped_keys'],
  ['node', 'Redis_Basic_Monitor', 'Counts/s', 'ExpiredKeysPerSecond EvictedKeysPerSecond'],
  ['node', 'Redis_Connection_Monitor', 'Counts/s', 'auth echo ping quit select'],
  ['node', 'Redis_DetailedSpaceUsage', 'MB', 'ins_size data_size log_size'],
  ['node', 'Redis_Geo_Monitor', 'Counts/s', 'geoadd geohash geopos geodist georadius georadiusbymember'],
  [
    'node',
    'Redis_Hashes_Monitor',
    'Counts/s',
    'hdel hexists hget hgetall hincrby hincrbyfloat hkeys hlen hmget hmset hset hsetnx hvals hscan',
  ],
  ['node', 'Redis_Hyperlog_Monitor', 'Counts/s', 'pfadd pfcount pfmerge'],
  [
    'node',
    'Redis_Keys_Monitor',
    'Counts/s',
    'del dump exists expire expireat move persist pexpire pexpireat pttl randomkey rename renamenx restore sort ttl type scan',
  ],
  [
    'node',
    'Redis_Lists_Monitor',
    'Counts/s',
    'blpop brpop brpoplpush lindex linsert llen lpop lpush lpushx lrange lrem lset ltrim rpop rpoplpush rpush rpushx',
  ],
  ['node', 'Redis_Max_Rt_Monitor', 'us', 'MaxRt'],
  [
    'node',
    'Redis_Memory_Monitor',
    'Bytes',
    'used_memory_rss used_memory_overhead used_memory_startup used_memory_dataset used_memory_lua',
  ],
  ['node', 'Redis_Memory_Monitor', 'Counts', 'lazyfree_pending_objects'],
  ['node', 'Redis_Pub_Sub_Monitor', 'Counts/s', 'psubscribe publish pubsub punsubscribe subscribe unsubscribe'],
  ['node', 'Redis_Scripting_Monitor', 'Counts/s', 'eval evalsha script'],
  [
    'node',
    'Redis_Server_Monitor',
    'Counts/s',
    'bgsave client command config dbsize debug flushall flushdb info monitor slowlog time',
  ],
  [
    'node',
    'Redis_Sets_Monitor',
    'Counts/s',
    'sadd scard sdiff sdiffstore sinter sinterstore sismember smembers smove spop srandmember srem sunion sunionstore sscan',
  ],
  [
    'node',
    'Redis_Streams_Monitor',
    'Counts/s',
    'xinfo xadd xtrim xdel xrange xrevrange xlen xread xgroup xreadgroup xack xclaim xpending',
  ],
  [
    'node',
    'Redis_String_Monitor',
    'Counts/s',
    'append bitcount bitop decr decrby get getbit getrange getset incr incrby incrbyfloat mget mset msetnx psetex set setbit setex setnx setrange strlen',
  ],
  ['node', 'Redis_Transaction_Monitor', 'Counts/s', 'discard exec multi unwatch watch'],
  [
    'node',
    'Redis_Zset_Monitor',
    'Counts/s',
    'zadd zcard zcount zincrby zrange zrangebyscore zrank zrem zremrangebyrank zremrangebyscore zrevrange zrevrangebyscore zrevrank zscore zunionstore zinterstore zscan zrangebylex zlexcount zremrangebylex zpopmin zpopmax bzpopmin bzpopmax',
  ],
  ['node', 'UsedConnection', 'Counts', 'ConnCount'],
  ['node', 'UsedMemory', 'Bytes', 'UsedMemory'],
  ['node', 'UsedQPS', 'Counts/s', 'TotalQps GetQps PutQps'],
  ['node', 'Redis_TairBloom_Monitor', 'Counts/s', 'bfadd bfmadd bfexists bfmexists bfinsert bfreserve bfdebug'],
  [
    'node',
    'Redis_TairDoc_Monitor',
    'Counts/s',
    'jsondel jsonget jsonmget jsonset jsontype jsonnumincrby jsonstrappend jsonstrlen jsonarrappend jsonarrpop jsonarrinsert jsonarrlen jsonarrtrim',
  ],
  ['node', 'Redis_TairGis_Monitor', 'Counts/s', 'gisadd gisget gisdel gissearch giscontains gisintersects gisgetall'],
  [
    'node',
    'Redis_TairHash_Monitor',
    'Counts/s',
    'exhset exhsetnx exhmset exhexpireat exhexpire exhmsetwithopts exhpexpireat exhpexpire exhpttl exhtt exhver exhsetver exhincrby exhincrbyfloat exhget exhgetwithver exhget exhget exhlen exexists exhkeys exhvals exhgetall exhgetwithver exhsterlen exhscan',
  ],
  ['node', 'Redis_TairString_Monitor', 'Counts/s', 'cas cad exset exget exsetver exincrby exincrbyfloat excas excad'],
  ['proxy', 'CpuUsage', '%', 'CpuUsage'],
  ['proxy', 'IntranetIn', 'KBps', 'IntranetIn'],
  ['proxy', 'IntranetOut', 'KBps', 'IntranetOut'],
  ['proxy', 'Redis_Package_Monitor', 'Bytes', 'request response request_max response_max'],
  ['proxy', 'UsedQPS', 'Counts/s', 'TotalQps GetQps PutQps'],
  ['proxy', 'Redis_Max_Rt_Monitor', 'us', 'MaxRt'],
  ['proxy', 'Redis_Avg_Rt_Monitor', 'us', 'AvgRt'],
  ['proxy', 'TotalCalls', 'Counts', 'TotalRefusedCommands'],
  ['proxy', 'TotalCalls', 'Counts/s', 'TotalCallsPerSecCalls TotalCallsPerSecRetryCalls TotalCallsPerSecRetryFailed'],
  ['proxy', 'RedisProxyConn', 'Counts', 'RedisUsedConnection DisconnectDBConn DisconnectUserConn'],
  ['proxy', 'RedisProxyConn', 'Counts/s', 'NewDBConnQps'],
  ['proxy', 'UsedConnection', '%', 'ConnectionUsage'],
  ['proxy', 'UsedConnection', 'Counts', 'UsedConnection'],
  ['proxy', 'UsedConnection', 'Counts/s', 'NewUserConnQps'],
  ['db-aggregate', 'CpuUsage$db', '%', 'CpuUsage'],
  ['db-aggregate', 'UsedMemory$db', 'Bytes', 'UsedMemory'],
  ['db-aggregate', 'MemoryUsage$db', '%', 'memoryUsage'],
  ['db-aggregate', 'Redis_Basic_Monitor$db', 'Counts', 'Keys Expires ExpiredKeys EvictedKeys inmem_keys swapped_keys'],
  ['db-aggregate', 'Redis_Basic_Monitor$db', 'Counts/s', 'ExpiredKeysPerSecond EvictedKeysPerSecond'],
  ['proxy-aggregate', 'UsedConnection$proxy', '%', 'ConnectionUsage'],
  ['proxy-aggregate', 'UsedConnection$proxy', 'Counts', 'UsedConnection'],
  ['proxy-aggregate', 'UsedConnection$proxy', 'Counts/s', 'NewUserConnQps'],
  ['proxy-aggregate', 'IntranetIn$proxy', 'KBps', 'IntranetIn'],
  ['proxy-aggregate', 'IntranetOut$proxy', 'KBps', 'IntranetOut'],
  ['proxy-aggregate', 'UsedQPS$proxy', 'Counts/s', 'TotalQps GetQps PutQps'],
  ['proxy-aggregate', 'Redis_Max_Rt_Monitor$proxy', 'us', 'MaxRt'],
  ['proxy-aggregate', 'Redis_Avg_Rt_Monitor$proxy', 'us', 'AvgRt'],
  [
    'memcached',
    'Memcached_Monitor',
    'Counts/s',
    'mem_get mem_set mem_add mem_replace mem_delete mem_incr mem_decr mem_flush_all mem_noop mem_version mem_getk mem_append mem_append mem_preappend mem_gat mem_gets mem_cas',
  ],
  [
    'memcached',
    'Memcached_Quiet_Monitor',
    'Counts/s',
    'mem_getq mem_setq mem_addq mem_replacedq mem_deleteq mem_incrq mem_decrq mem_flush_allq mem_getkq mem_appendq mem_preappendq mem_gatq',
  ],
  ['memcached', 'Memcached_Quit_Monitor', 'Counts/s', 'mem_quit mem_quitq'],
  ['memcached', 'Memcached_Sasl_Monitor', 'Counts/s', 'mem_list_mechs mem_sasl_auth mem_sasl_step'],
]

export const MONITOR_KEYS: readonly MonitorKey[] = TABLE.flatMap(([scope, group, unit, keys]) =>
  keys.split(' ').map((key) => ({ scope, group, key, unit })),
)
