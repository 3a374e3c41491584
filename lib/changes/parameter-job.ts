import { sql } from 'drizzle-orm'
import { systemActor } from '@/lib/bff/actor'
import { db } from '@/lib/db/client'
import { newId } from '@/lib/db/id'
import type { JobRun, JobSource } from '@/lib/jobs/job'
import { keyOf } from '@/lib/model/instance'
import { PARAMETERS_OF } from '@/lib/providers/parameter-registry'
import { EVERY, PARAMETERS } from './parameter-snapshots'
import { readParameters } from './parameters'

/** Longer than a reading takes, with its retries. */
const LEASE = sql`interval '5 minutes'`
/** New instances get their first reading at some time of the first hour, so that a fleet is not read at once. */
const FIRST = sql`random() * interval '1 hour'`
/** How often it is looked for instances that nobody watches yet, or not any more. */
const ROSTER_MS = 60_000

/** Memory of this process: it saves work, and nothing is wrong without it. */
let listedAt = Number.NEGATIVE_INFINITY

/**
 * Reads the parameters of each instance once a day, and soon after a change of them, in the background lane. What is
 * due is in table `parameter_watch`; a reading that a person asked for counts as well.
 */
export const parameterSource: JobSource = {
  name: PARAMETERS,
  concurrency: 2,
  async claim() {
    if (performance.now() - listedAt > ROSTER_MS) {
      await watchAll()
      listedAt = performance.now()
    }
    return claimReading()
  },
}

/** Every instance that has parameters and can be asked is watched, and no other. */
export async function watchAll(): Promise<void> {
  const services = Object.keys(PARAMETERS_OF)
  await db().execute(sql`
    insert into parameter_watch (ref, account_id, due_at)
    select ref, account_id, now() + ${FIRST} from inventory
    where gone_at is null and engine = 'redis' and service in ${services}
    on conflict do nothing`)
  await db().execute(sql`
    delete from parameter_watch w where not exists (select from inventory i where i.ref = w.ref and i.gone_at is null)`)
}

/** Takes a reading that is due; of an account that is paused none. */
export async function claimReading(): Promise<JobRun | undefined> {
  const { rows } = await db().execute<{ ref: string }>(sql`
    update parameter_watch set lease_until = now() + ${LEASE} where ref = (
      select w.ref from parameter_watch w join accounts a on a.id = w.account_id
      where w.due_at <= now() and not a.paused and (w.lease_until is null or w.lease_until < now())
      order by w.due_at limit 1 for update of w skip locked)
    returning ref`)
  const ref = rows[0]?.ref
  return ref === undefined ? undefined : { label: ref, run: (signal) => readOnce(ref, signal) }
}

/** Reads it; a failure is tried again later and later, once a day at last. A worker that stops gives it back. */
async function readOnce(ref: string, signal: AbortSignal): Promise<void> {
  const key = keyOf(ref)
  try {
    const told = key && (await readParameters(systemActor(PARAMETERS, newId()), key, signal, 'background'))
    // A refusal is an answer as well, and the same one tomorrow.
    if (!told || told.none !== null)
      await db().execute(sql`
      update parameter_watch set due_at = now() + ${EVERY}, failures = 0 where ref = ${ref}`)
  } catch {
    // What went wrong with this instance's cloud is on the page of its account; here it is only tried again.
    if (!signal.aborted)
      await db().execute(sql`
      update parameter_watch set failures = failures + 1,
        due_at = now() + least(${EVERY}, interval '10 minutes' * power(2, least(failures, 8))) where ref = ${ref}`)
  } finally {
    await db().execute(sql`update parameter_watch set lease_until = null where ref = ${ref}`)
  }
}
