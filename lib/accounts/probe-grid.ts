import { and, desc, eq, isNull, sql } from 'drizzle-orm'
import type { Door } from '@/lib/bff/execute'
import { db } from '@/lib/db/client'
import { inventory, probeCells } from '@/lib/db/schema'
import type { ServiceId } from '@/lib/operation'
import { ProviderError } from '@/lib/providers/error'
import { providers } from '@/lib/providers/registry'
import { type Known, probeInput } from './probe-input'
import { type ProbeLease, underLease } from './probe-lease'
import { type CellResult, failedWith, notChecked, RUNNING, succeeded } from './probe-outcome'
import type { PlannedCell } from './probe-plan'

const keyOf = (service: string, operation: string, region: string) => `${service} ${operation} ${region}`

/**
 * Lays out the grid: cells that are no longer planned go, the others say `running`, rows that cannot be tried say so.
 * Returns the cells to try: all but those that were answered since the request, by a holder that was killed.
 */
export async function openCells(lease: ProbeLease, plan: PlannedCell[]): Promise<PlannedCell[]> {
  return underLease(lease, async (tx) => {
    const { rows } = await tx.execute<{ service: string; operation: string; region: string; answered: boolean }>(sql`
      select service, operation, region,
        outcome <> 'running' and at >= ${lease.requestedAt}::timestamptz as answered
      from probe_cells where account_id = ${lease.accountId}`)
    const planned = new Set(plan.map((cell) => keyOf(cell.service, cell.operation.name, cell.region)))
    const answered = new Set<string>()
    for (const row of rows) {
      const key = keyOf(row.service, row.operation, row.region)
      if (row.answered) answered.add(key)
      if (planned.has(key)) continue
      await tx
        .delete(probeCells)
        .where(
          and(
            eq(probeCells.accountId, lease.accountId),
            eq(probeCells.service, row.service),
            eq(probeCells.operation, row.operation),
            eq(probeCells.region, row.region),
          ),
        )
    }
    const open = plan.filter((cell) => !answered.has(keyOf(cell.service, cell.operation.name, cell.region)))
    const values = open.map((cell) => ({
      ...columnsOf(lease, cell),
      ...(cell.operation.probe ? RUNNING : notChecked('no-probe')),
      at: null,
    }))
    if (values.length > 0) await tx.insert(probeCells).values(values).onConflictDoUpdate(REPLACE)
    return open.filter((cell) => cell.operation.probe)
  })
}

const columnsOf = (lease: ProbeLease, { service, operation, region }: PlannedCell) => ({
  accountId: lease.accountId,
  service,
  operation: operation.name,
  region,
})

const REPLACE = {
  target: [probeCells.accountId, probeCells.service, probeCells.operation, probeCells.region],
  set: {
    outcome: sql`excluded.outcome`,
    code: sql`excluded.code`,
    message: sql`excluded.message`,
    requestId: sql`excluded.request_id`,
    reason: sql`excluded.reason`,
    at: sql`excluded.at`,
  },
}

/** Fills the cells of one probe. Without a door (account paused or locked) every cell is skipped. */
export class Grid {
  readonly #lease: ProbeLease
  readonly #door: Door | undefined
  /** The key was refused: the rest is skipped, an account with a wrong key is not hammered. */
  #keyRefused = false
  readonly #away = new Set<string>()

  constructor(lease: ProbeLease, door: Door | undefined) {
    this.#lease = lease
    this.#door = door
  }

  /** The cells of one service in one region, one after the other: first those that need no instance. */
  async fillGroup(cells: PlannedCell[]): Promise<void> {
    for (const cell of cells.filter(({ operation }) => operation.probe === 'plain')) await this.fill(cell)
    const rest = cells.filter(({ operation }) => operation.probe === 'instance')
    const [first] = rest
    if (!first) return
    const instance = this.#skips(first) ? undefined : await this.#anInstance(first.service, first.region)
    for (const cell of rest) await this.fill(cell, instance)
  }

  async fill(cell: PlannedCell, instance?: Known['instance']): Promise<void> {
    const result = await this.#try(cell, instance)
    if (result.outcome === 'wrong-key') this.#keyRefused = true
    if (result.outcome === 'unreachable') this.#away.add(`${cell.service} ${cell.region}`)
    const values = { ...columnsOf(this.#lease, cell), ...result, at: new Date() }
    await underLease(this.#lease, (tx) => tx.insert(probeCells).values(values).onConflictDoUpdate(REPLACE))
  }

  #skips({ service, region }: PlannedCell): boolean {
    return this.#keyRefused || this.#away.has(`${service} ${region}`)
  }

  async #try(cell: PlannedCell, instance: Known['instance']): Promise<CellResult> {
    if (!this.#door || this.#skips(cell)) return notChecked('skipped')
    const { operation, region } = cell
    if (operation.probe === 'instance' && !instance) return notChecked('no-instance')
    const input = probeInput(operation, { region, instance })
    if (!input) return notChecked('no-probe')
    try {
      const { requestId } = await this.#door.call(operation, input, { region })
      return succeeded(requestId)
    } catch (error) {
      if (error instanceof ProviderError && error.kind === 'cancelled') throw error
      return failedWith(error)
    }
  }

  /**
   * The first instance we know there, or the first that the cloud lists. Redis goes before Memcached, which one service
   * can hold both of: what is offered for the one is most of what is offered for the other, and not the other way round.
   */
  async #anInstance(service: ServiceId, region: string): Promise<Known['instance']> {
    const [known] = await db()
      .select({ id: inventory.instanceId, facts: inventory.facts })
      .from(inventory)
      .where(
        and(
          eq(inventory.accountId, this.#lease.accountId),
          eq(inventory.service, service),
          eq(inventory.region, region),
          isNull(inventory.goneAt),
        ),
      )
      .orderBy(desc(eq(inventory.engine, 'redis')), inventory.ref)
      .limit(1)
    if (known) return { id: known.id, zone: known.facts.locator.zone }
    return this.#door && firstListed(this.#door, service, region)
  }
}

async function firstListed({ call, account, settings }: Door, service: ServiceId, region: string) {
  const found = new AbortController()
  let first: Known['instance']
  const adapter = providers[account.provider].adapter(service, call, settings)
  try {
    await adapter.instances.list({
      region,
      signal: found.signal,
      onPage(page) {
        const listed = page.find(({ facts }) => facts.engine === 'redis') ?? page[0]
        if (!listed) return
        first ??= { id: listed.id, zone: listed.facts.locator.zone }
        found.abort()
      },
    })
  } catch (error) {
    // Cancelled by ourselves after the first one; or the list failed, which is what its own cell says.
    if (!found.signal.aborted && !(error instanceof ProviderError)) throw error
  }
  return first
}
