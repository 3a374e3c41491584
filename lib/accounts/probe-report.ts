import { eq } from 'drizzle-orm'
import type { z } from 'zod'
import type { Actor } from '@/lib/bff/actor'
import { auditOf } from '@/lib/bff/audited'
import { problem } from '@/lib/bff/problem'
import { db } from '@/lib/db/client'
import { notify } from '@/lib/db/notify'
import { probeCells, probes } from '@/lib/db/schema'
import { wake } from '@/lib/jobs/wake'
import { ProbeCell, ProbeReport } from '@/lib/model/account'
import { accountInScope, lockAccount } from './scope'
import { askForProbe } from './shards'
import { probeState } from './view'

/** The permission grid of an account as it stands; cells of a running probe fill in as they come. */
export async function probeReport(actor: Actor, id: string): Promise<z.infer<typeof ProbeReport>> {
  const account = await accountInScope(actor, id)
  const [[state], cells] = await Promise.all([
    db().select().from(probes).where(eq(probes.accountId, id)),
    db()
      .select()
      .from(probeCells)
      .where(eq(probeCells.accountId, id))
      .orderBy(probeCells.service, probeCells.operation, probeCells.region),
  ])
  return ProbeReport.parse({
    state: probeState(account, state),
    at: state?.finishedAt?.toISOString() ?? null,
    cells: cells.map((cell) => ProbeCell.parse({ ...cell, at: cell.at?.toISOString() ?? null })),
  })
}

/** Starts a probe in the background. Throws `account-paused`: a paused account is not called at all. */
export async function requestProbe(actor: Actor, id: string): Promise<z.infer<typeof ProbeReport>> {
  await db().transaction(async (tx) => {
    const account = await lockAccount(tx, actor, id)
    if (account.paused) throw problem('account-paused')
    await askForProbe(tx, id)
    await notify({ type: 'probe', accountId: id }, undefined, tx)
    await wake('probe', tx)
    await auditOf(tx, actor, {
      action: 'account.probe',
      target: account.name,
      accountId: id,
      outcome: 'started',
    })
  })
  return probeReport(actor, id)
}
