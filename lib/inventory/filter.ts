import { type SQL, sql } from 'drizzle-orm'
import { payerOf } from '@/lib/costs/payer'
import { backupCoverage } from '@/lib/db/coverage-schema'
import { accounts, inventory } from '@/lib/db/schema'
import type { Query, QueryToken, QueryValue, QueryWord } from '@/lib/model/query'
import { type Field, parseCount, parseDate, parseDuration, parsePercent, parseSize } from '@/lib/model/query-fields'
import { lastGood, standsAs } from './standing'

/** Conditions joined by and; true when there are none. */
const all = (conditions: SQL[]): SQL => (conditions.length > 0 ? sql.join(conditions, sql` and `) : sql`true`)
const any = (conditions: SQL[]): SQL => (conditions.length > 0 ? sql`(${sql.join(conditions, sql` or `)})` : sql`false`)

const escapeLike = (text: string) => text.toLowerCase().replace(/[\\%_]/g, '\\$&')
/** `*` is any text. */
const wildcard = (text: string) => escapeLike(text).replaceAll('*', '%')
const containing = (text: string) => (text.includes('*') ? wildcard(text) : `%${escapeLike(text)}%`)
/** What must stand somewhere in the haystack for a value to be in one of the facts it was made of. */
const inHaystack = (text: string) => sql`${inventory.haystack} like ${`%${wildcard(text)}%`}`

const exact = (column: SQL, { text }: QueryValue): SQL => {
  if (text === '') return sql`coalesce(${column}, '') = ''`
  return text.includes('*')
    ? sql`lower(${column}) like ${wildcard(text)}`
    : sql`lower(${column}) = ${text.toLowerCase()}`
}

const COMPARE = { '=': sql`=`, '>': sql`>`, '<': sql`<`, '>=': sql`>=`, '<=': sql`<=` }
const OPPOSITE = { '=': '=', '>': '<', '<': '>', '>=': '<=', '<=': '>=' } as const

const number = (column: SQL, { op, text }: QueryValue, amount: number | undefined): SQL => {
  if (text === '') return sql`${column} is null`
  return amount === undefined ? sql`false` : sql`${column} ${COMPARE[op]} ${amount}::float8`
}

/** A time against a date, or against a length of time from now: ahead (`expires:<30d`) or back (`created:>7d`). */
function time(column: SQL, { op, text }: QueryValue, direction: 'future' | 'past'): SQL {
  if (text === '') return sql`${column} is null`
  const date = parseDate(text)
  if (date) {
    const from = sql`${new Date(date.from).toISOString()}::timestamptz`
    const to = sql`${new Date(date.to).toISOString()}::timestamptz`
    if (op === '=') return sql`(${column} >= ${from} and ${column} < ${to})`
    return op === '<' || op === '>='
      ? sql`${column} ${COMPARE[op]} ${from}`
      : op === '>'
        ? sql`${column} >= ${to}`
        : sql`${column} < ${to}`
  }
  const length = parseDuration(text)
  if (length === undefined) return sql`false`
  const seconds = sql`${length / 1000}::float8 * interval '1 second'`
  return direction === 'future'
    ? sql`${column} ${COMPARE[op]} now() + ${seconds}`
    : sql`${column} ${COMPARE[OPPOSITE[op]]} now() - ${seconds}`
}

const oneOf = (column: SQL, { text }: QueryValue) => sql`${column} = ${text}`
const fact = (path: string) => sql`${inventory.facts} #>> ${path}`

const CONDITIONS: Record<Field, (value: QueryValue) => SQL> = {
  name: ({ text }) =>
    text === ''
      ? sql`${inventory.name} = ''`
      : sql`(${inHaystack(text)} and lower(${inventory.name}) like ${containing(text)})`,
  id: (value) =>
    sql`(lower(${inventory.instanceId}) like ${containing(value.text)} or ${inventory.ref} = ${value.text})`,
  provider: (value) => oneOf(sql`${inventory.provider}`, value),
  service: (value) => oneOf(sql`${inventory.service}`, value),
  account: (value) => sql`(${exact(sql`${accounts.name}`, value)} or ${accounts.id} = ${value.text})`,
  region: (value) => exact(sql`${inventory.region}`, value),
  zone: (value) =>
    value.text === ''
      ? exact(sql`${inventory.zone}`, value)
      : sql`(${inHaystack(value.text)} and (${exact(sql`${inventory.zone}`, value)} or exists (
          select from jsonb_array_elements_text(${inventory.facts} -> 'zones') as z(zone) where ${exact(sql`z.zone`, value)})))`,
  engine: (value) => oneOf(sql`${inventory.engine}`, value),
  version: (value) =>
    value.text === '' || value.text.includes('*')
      ? exact(sql`${inventory.version}`, value)
      : sql`(${exact(sql`${inventory.version}`, value)} or ${inventory.version} like ${`${escapeLike(value.text)}.%`})`,
  arch: (value) => oneOf(sql`${inventory.architecture}`, value),
  status: (value) => oneOf(sql`${inventory.status}`, value),
  env: (value) => exact(sql`${accounts.environment}`, value),
  team: (value) => exact(sql`${accounts.team}`, value),
  tag: ({ text }) => {
    if (text === '') return sql`cardinality(${inventory.tags}) = 0`
    const pattern = text.includes('=') ? wildcard(text) : `${wildcard(text)}=%`
    return sql`exists (select from unnest(${inventory.tags}) as t(tag) where t.tag like ${pattern})`
  },
  charge: (value) => oneOf(sql`${inventory.chargeType}`, value),
  memory: (value) => number(sql`${inventory.memoryMb}`, value, parseSize(value.text)),
  used: (value) => {
    const percent = parsePercent(value.text)
    return percent === undefined
      ? number(sql`${inventory.usedMemoryMb}`, value, parseSize(value.text))
      : number(sql`(${inventory.usedMemoryMb}::float8 / nullif(${inventory.memoryMb}, 0))`, value, percent)
  },
  connections: (value) => number(sql`(${inventory.facts} ->> 'connections')::float8`, value, parseCount(value.text)),
  expires: (value) => time(sql`${inventory.expiresAt}`, value, 'future'),
  created: (value) => time(sql`${inventory.createdAt}`, value, 'past'),
  age: (value) => time(sql`${inventory.seenAt}`, value, 'past'),
  endpoint: ({ text }) =>
    text === ''
      ? sql`jsonb_array_length(${inventory.facts} -> 'endpoints') = 0`
      : sql`(${inHaystack(text)} and exists (
          select from jsonb_array_elements(${inventory.facts} -> 'endpoints') as e(endpoint)
          where lower(concat_ws(':', e.endpoint ->> 'host', e.endpoint ->> 'port')) like ${containing(text)}))`,
  class: (value) =>
    value.text === ''
      ? exact(fact('{class}'), value)
      : sql`(${inHaystack(value.text)} and ${exact(fact('{class}'), value)})`,
  vpc: (value) =>
    value.text === ''
      ? exact(fact('{network,vpcId}'), value)
      : sql`(${inHaystack(value.text)} and ${exact(fact('{network,vpcId}'), value)})`,
  // The team that pays by the allocation rules, which says nothing of who may see it.
  payer: (value) => exact(payerOf({ name: sql`${inventory.name}`, tags: sql`${inventory.tags}` }), value),
  // `ended`: its paid time is over, and it is in no sum whatever its price was.
  price: (value) =>
    oneOf(
      sql`coalesce((select case when c.expired then 'ended' else c.source end from cost_spans as c
        where c.ref = ${inventory.ref} and c.until is null), 'none')`,
      value,
    ),
  coverage: ({ text }) => standsAs(text),
  backup: (value) => lastGood(value.text === '' ? null : time(sql`${backupCoverage.lastGoodAt}`, value, 'past')),
}

/** What a token looks for, before its negation; null and false are the same to whoever asks. */
export const tokenCondition = ({ field, values }: QueryToken): SQL =>
  any(values.map((value) => CONDITIONS[field](value)))

/** One token as a condition; what is unknown never matches, so its negation does. */
export function tokenFilter(token: QueryToken): SQL {
  const condition = tokenCondition(token)
  return token.negated ? sql`not coalesce(${condition}, false)` : condition
}

/**
 * Tokens that may match another instance a moment later although neither inventory nor accounts changed: they are held against
 * the clock, or against what is read of backups.
 */
export const dependsOnTime = ({ tokens }: Query): boolean => tokens.some(({ field }) => MOVING.includes(field))
const MOVING: readonly Field[] = ['expires', 'created', 'age', 'coverage', 'backup']

/** A free word as `queryFilter` looks for it, for a haystack at hand. */
export function wordFilter({ text, negated }: QueryWord): (haystack: string) => boolean {
  const word = text.toLowerCase()
  return (haystack) => haystack.includes(word) !== negated
}

/**
 * The query as a condition over `inventory` joined with `accounts`. Every value is a parameter. A part that could
 * not be understood matches nothing. `except` leaves the tokens of one field out, for the counts of its menu.
 */
export function queryFilter({ words, tokens, errors }: Query, except: readonly Field[] = []): SQL {
  if (errors.length > 0) return sql`false`
  return all([
    ...words.map(({ text, negated }) => {
      const found = sql`${inventory.haystack} like ${`%${escapeLike(text)}%`}`
      return negated ? sql`not ${found}` : found
    }),
    ...tokens.filter(({ field }) => !except.includes(field)).map(tokenFilter),
  ])
}

/** The text that free words search: name, id, endpoints, zones, class, network, tags. Lower case, one fact a line. */
export function haystackOf(id: string, facts: (typeof inventory.$inferSelect)['facts']): string {
  const endpoints = facts.endpoints.map(({ host, port }) => (port === null ? host : `${host}:${port}`))
  const tags = facts.tags.flatMap(({ key, value }) => [`${key}=${value}`])
  return [facts.name, id, ...endpoints, facts.zone, ...facts.zones, facts.class, facts.network.vpcId, ...tags]
    .filter((text) => text !== null && text !== '')
    .join('\n')
    .toLowerCase()
}
