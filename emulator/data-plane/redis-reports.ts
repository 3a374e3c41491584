import type { Sample, SlowEntry } from './engine'
import type { RespValue } from './resp'

/** What INFO says, by name. */
function factsOf(info: string): Map<string, string> {
  const facts = new Map<string, string>()
  for (const line of info.split('\r\n')) {
    const at = line.indexOf(':')
    if (at > 0) facts.set(line.slice(0, at), line.slice(at + 1))
  }
  return facts
}

const field = (text: string, name: string) => Number(new RegExp(`(?:^|,)${name}=([\\d.]+)`).exec(text)?.[1] ?? 0)

/** Calls that scripts make within a command that is counted already. */
const INNER = new Set(['time'])

/** What the data plane itself did, which is no business of the instance's. */
export interface Own {
  calls: ReadonlyMap<string, number>
  traffic: { sent: number; received: number }
}

/** What INFO says, as numbers, without what the data plane itself did. */
export function sampleOf(info: string, own: Own): Sample {
  const facts = factsOf(info)
  const number = (name: string) => Number(facts.get(name) ?? 0)
  const commands = new Map<string, number>()
  let micros = 0
  let failed = 0
  for (const [name, value] of facts) {
    if (!name.startsWith('cmdstat_')) continue
    const command = name.slice(8).split('|')[0] ?? ''
    if (INNER.has(command)) continue
    const all = field(value, 'calls')
    const calls = Math.max(0, all - (own.calls.get(name.slice(8)) ?? 0))
    if (calls > 0) commands.set(command, (commands.get(command) ?? 0) + calls)
    micros += (field(value, 'usec') * calls) / Math.max(1, all)
    failed += field(value, 'failed_calls') + field(value, 'rejected_calls')
  }
  const databases = [...facts].filter(([name]) => /^db\d+$/.test(name)).map(([, value]) => value)
  const sum = (name: string) => databases.reduce((total, value) => total + field(value, name), 0)
  return {
    // As eviction counts: without what waits to be written to the AOF file.
    usedBytes: number('used_memory') - number('mem_not_counted_for_evict'),
    limitBytes: number('maxmemory'),
    connections: number('connected_clients'),
    keys: sum('keys'),
    expires: sum('expires'),
    counters: {
      hits: number('keyspace_hits'),
      misses: number('keyspace_misses'),
      expired: number('expired_keys'),
      evicted: number('evicted_keys'),
      failed,
      accepted: number('total_connections_received'),
      inBytes: Math.max(0, number('total_net_input_bytes') - own.traffic.sent),
      outBytes: Math.max(0, number('total_net_output_bytes') - own.traffic.received),
      cpuSeconds: number('used_cpu_sys') + number('used_cpu_user'),
      micros,
    },
    commands,
  }
}

/** Entries of SLOWLOG GET. Arguments with spaces or without letters are put in quotes. */
export function slowEntries(answer: RespValue): SlowEntry[] {
  if (!Array.isArray(answer)) return []
  return answer.flatMap((entry) => {
    if (!Array.isArray(entry)) return []
    const [id, seconds, elapsedUs, words, client] = entry
    return {
      id: Number(id),
      at: Number(seconds) * 1_000,
      command: Array.isArray(words) ? words.map((word) => quoted(String(word))).join(' ') : '',
      elapsedUs: Number(elapsedUs),
      client: String(client ?? ''),
    }
  })
}

const quoted = (word: string) => (word === '' || /[\s"]/.test(word) ? JSON.stringify(word) : word)
