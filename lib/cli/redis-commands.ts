import { execFileSync } from 'node:child_process'
import { writeFileSync } from 'node:fs'
import { projectPath } from './project'

/**
 * `npx tsx lib/cli/redis-commands.ts <socket>` asks the redis-server behind a Unix socket for its COMMAND and writes
 * `lib/slow-log/command-table.ts`: which arguments of each command are keys.
 */

type Told = Record<string, unknown>
type Entry = [name: string, arity: number, flags: string[], ...unknown[]]
/** Places of the answer of COMMAND, since Redis 7.0. */
const KEY_SPECS = 8
const SUBCOMMANDS = 9

const [socket] = process.argv.slice(2)
if (!socket) throw new Error('which socket?')
const ask = (...words: string[]) =>
  execFileSync('redis-cli', ['-s', socket, '--json', ...words], { encoding: 'utf8', maxBuffer: 1 << 26 })

const object = (value: unknown): Told => (typeof value === 'object' && value !== null ? { ...value } : {})
const listOf = (value: unknown): unknown[] => (Array.isArray(value) ? value : [])

/** `1`, `1:-1:2`, `2#`, `@STREAMS+1:-1/2`: see lib/slow-log/command-keys.ts. Undefined: its place cannot be told. */
function written(spec: unknown): string | undefined {
  const { begin_search: begin, find_keys: find, flags } = object(spec)
  if (listOf(flags).includes('not_key')) return undefined
  const [search, where] = [object(begin), object(object(begin).spec)]
  const [found, which] = [object(find), object(object(find).spec)]
  if (search.type === 'unknown' || found.type === 'unknown') return undefined
  const start =
    search.type === 'index'
      ? String(where.index)
      : `@${where.keyword}${Number(where.startfrom) < 0 ? '' : '+'}${where.startfrom}`
  if (found.type === 'keynum') {
    const rest = [which.keynumidx, which.firstkey, which.keystep].join(',')
    return `${start}#${rest === '0,1,1' ? '' : rest}`
  }
  const limit = Number(which.limit) > 1 ? `/${which.limit}` : ''
  const step = Number(which.keystep) === 1 ? '' : `:${which.keystep}`
  const last = Number(which.lastkey) === 0 && step === '' ? '' : `:${which.lastkey}`
  return `${start}${last}${step}${limit}`
}

const rows: [string, string][] = []
const add = (entry: unknown, parent = '') => {
  const [name = '', ...rest] = listOf(entry)
  const specs = listOf(rest[KEY_SPECS - 1]).flatMap((spec) => written(spec) ?? [])
  const subs = listOf(rest[SUBCOMMANDS - 1])
  const full = String(name).replace('|', ' ')
  rows.push([full.toUpperCase(), [parent === '' && subs.length > 0 ? '>' : '', ...specs].filter(Boolean).join(' ')])
  for (const sub of subs) add(sub, full)
}
for (const entry of JSON.parse(ask('COMMAND')) as Entry[]) add(entry) // the shape that COMMAND is documented to have
rows.sort(([a], [b]) => (a < b ? -1 : 1))
const version =
  /redis_version:(\S+)/.exec(ask('INFO', 'server'))?.[1] ?? /redis_version:([\d.]+)/.exec(ask('INFO'))?.[1]

const text = rows.map(([name, specs]) => (specs === '' ? name : `${name}=${specs}`))
const lines: string[] = []
for (const one of text) {
  const last = lines.at(-1)
  if (last !== undefined && last.length + one.length + 1 < 112) lines[lines.length - 1] = `${last};${one}`
  else lines.push(one)
}
writeFileSync(
  projectPath('lib/slow-log/command-table.ts'),
  `/**
 * Which arguments of each command are keys, as COMMAND of Redis ${version} tells it. Made by
 * \`npx tsx lib/cli/redis-commands.ts\`; \`command-keys.ts\` says how it is written.
 */
export const COMMAND_TABLE = \`
${lines.map((line) => `${line};`).join('\n')}
\`
`,
)
