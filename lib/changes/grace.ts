import { type SQL, sql } from 'drizzle-orm'
import { changeSteps, changes } from '@/lib/db/change-schema'
import { db } from '@/lib/db/client'
import type { ChangeRow } from './store'

/** For so long a cloud may not show yet what it took, or what a broken connection had already brought it. */
const GRACE_SECONDS = 15
/** What ran out of time, or was answered by something on the way, may still lie in a queue of its cloud. */
const QUEUED_SECONDS = 120
const QUEUED: readonly string[] = ['timeout', 'server-error']

/** What its cloud is still at after a day is for a person to look at: no manual says how long anything takes. */
export const LONGEST_WORK_SECONDS = 86_400

/** For how long nothing that was not seen may be concluded from, in seconds since the last word of the send. */
export const graceOf = ({ state, error }: Pick<ChangeRow, 'state' | 'error'>): number =>
  state === 'checking' && error !== null && QUEUED.includes(error.kind) ? QUEUED_SECONDS : GRACE_SECONDS

/**
 * When its answer came, or it was clear that none would; not when it was sent: a call that ran out of time has used up as long by itself. What a dead sender
 * sent is as old as its record: that it died is found out later. */
const lastWord = ({ id, sentAt }: Pick<ChangeRow, 'id' | 'sentAt'>): SQL => sql`(
  select coalesce(max(at), ${sentAt}) from ${changeSteps}
  where change_id = ${id} and step in ('recorded', 'answered', 'no-answer')
    and details->>'kind' is distinct from 'sender-gone')`

/** Whether so many seconds have passed since the last word of its send. */
export async function hasPassed(row: Pick<ChangeRow, 'id' | 'sentAt'>, seconds: number): Promise<boolean> {
  const { rows } = await db().execute<{ over: boolean }>(
    sql`select ${lastWord(row)} <= now() - make_interval(secs => ${seconds}) as over`,
  )
  return rows[0]?.over ?? false
}

/** The moment from which silence counts, or soon where that is past. */
export const graceEnd = (row: Pick<ChangeRow, 'id' | 'sentAt'>, seconds: number): SQL =>
  sql`greatest(${lastWord(row)} + make_interval(secs => ${seconds}), now() + interval '500 ms')`

/** Whether it was sent so many seconds ago, by the database's clock. */
export async function wasSentBefore({ id }: Pick<ChangeRow, 'id'>, seconds: number): Promise<boolean> {
  const { rows } = await db().execute<{ over: boolean }>(
    sql`select sent_at <= now() - make_interval(secs => ${seconds}) as over from ${changes} where id = ${id}`,
  )
  return rows[0]?.over ?? false
}
