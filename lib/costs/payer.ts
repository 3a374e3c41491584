import { type SQL, sql } from 'drizzle-orm'
import { accounts, settings } from '@/lib/db/schema'
import type { AllocationRule } from '@/lib/model/cost'

/** Row of `settings` that holds the rules. */
export const RULES_KEY = 'allocation-rules'

const likeOf = (pattern: string) =>
  pattern
    .toLowerCase()
    .replace(/[\\%_]/g, '\\$&')
    .replaceAll('*', '%')

/** Rules as they are kept: with their place, and what they look for as a pattern of SQL. */
export const storedRules = (rules: readonly AllocationRule[]) =>
  rules.map(({ by, pattern, team }, position) => {
    const like = likeOf(pattern)
    return { by, pattern, team, position, like: by === 'tag' && !pattern.includes('=') ? `${like}=%` : like }
  })

/** The saved rules, as jsonb. */
const SAVED = sql`coalesce((select ${settings.value} from ${settings} where ${settings.key} = ${RULES_KEY}), '[]'::jsonb)`

/** Rules that are not saved, as jsonb. */
export const draftRules = (rules: readonly AllocationRule[]): SQL => sql`${JSON.stringify(storedRules(rules))}::jsonb`

interface Columns {
  name: SQL
  /** `key=value`, lower case. */
  tags: SQL
}

const fits = ({ name, tags }: Columns) => sql`case r.by
    when 'tag' then exists (select from unnest(${tags}) as t(tag) where t.tag like r."like")
    when 'name' then lower(${name}) like r."like"
    when 'account' then lower(${accounts.name}) like r."like"
    else lower(${accounts.environment}) like r."like" end`

/** Place of the first rule that fits, or null. `accounts` is joined. */
const fitting = ({ name, tags }: Columns, rules: SQL, of: 'team' | 'position') => sql`
  (select r.${sql.identifier(of)} from jsonb_to_recordset(${rules}) as r(by text, team text, position int, "like" text)
  where ${fits({ name, tags })}
  order by r.position limit 1)`

/**
 * The team that pays for an instance: of the first rule that fits, else that of its account; empty: nobody. Says nothing of
 * who may see it.
 */
export const payerOf = (columns: Columns, rules: SQL = SAVED): SQL =>
  sql`coalesce(${fitting(columns, rules, 'team')}, ${accounts.team})`

/** Places of all rules that fit, counted from 0, also of those that another one decides before. */
export const fittingRules = ({ name, tags }: Columns, rules: SQL): SQL => sql`array(
  select r.position from jsonb_to_recordset(${rules}) as r(by text, position int, "like" text) where ${fits({ name, tags })})`

/** Place of the rule that decides, counted from 0; null: none does. */
export const decidingRule = (columns: Columns, rules: SQL = SAVED): SQL => fitting(columns, rules, 'position')
