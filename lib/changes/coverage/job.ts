import { systemActor } from '@/lib/bff/actor'
import { doorFor } from '@/lib/bff/execute'
import { ProblemError } from '@/lib/bff/problem'
import { newId } from '@/lib/db/id'
import type { JobSource } from '@/lib/jobs/job'
import { ProviderError } from '@/lib/providers/error'
import { knownTarget } from '../offers'
import { type CoverageLease, claimCoverage, failCoverage, keepCoverage, releaseCoverage } from './lease'
import { readCoverage } from './read'
import { COVERAGE } from './request'

/** So long an account is left alone when a call failed that the next one would fail as well. */
const PAUSE_MINUTES = 5
/** What is wrong with one instance and says nothing about the next. */
const ITS_OWN: readonly ProviderError['kind'][] = [
  'not-found',
  'invalid-input',
  'wrong-state',
  'bad-answer',
  'too-large',
]

/**
 * Reads how backups stand, in the background lane: a few instances of an account at a time, one after another, so that it
 * never takes a call that somebody waits for. What is due is in table `backup_coverage`.
 */
export const coverageSource: JobSource = {
  name: COVERAGE,
  async claim() {
    const leases = await claimCoverage()
    const [first] = leases
    return first && { label: first.accountId, run: (signal) => readAll(leases, signal) }
  },
}

async function readAll(leases: readonly CoverageLease[], signal: AbortSignal): Promise<void> {
  const actor = systemActor(COVERAGE, newId())
  const waiting = [...leases]
  for (let lease = waiting.shift(); lease; lease = waiting.shift()) {
    const failed = signal.aborted ? undefined : await readOne(lease, actor, signal)
    if (signal.aborted) {
      await Promise.all([lease, ...waiting].map((one) => releaseCoverage(one)))
      return
    }
    if (!failed) continue
    await Promise.all(waiting.splice(0).map((one) => releaseCoverage(one, PAUSE_MINUTES)))
    if (failed instanceof Error) throw failed
  }
}

/** Undefined: go on. True: the others would fail alike. An error: ours. */
async function readOne(
  lease: CoverageLease,
  actor: ReturnType<typeof systemActor>,
  signal: AbortSignal,
): Promise<true | Error | undefined> {
  const { accountId, service, region, id } = lease
  try {
    const { call } = await doorFor({ actor, accountId, lane: 'background', signal })
    const { target } = await knownTarget({ service, accountId, region, id })
    const { standing, facts } = await readCoverage(call, service, target, signal)
    await keepCoverage(lease, standing, facts)
    return undefined
  } catch (error) {
    if (signal.aborted) return undefined
    if (error instanceof ProviderError) {
      const { kind, code, vendorMessage } = error
      await failCoverage(lease, { kind, code, message: vendorMessage })
      return ITS_OWN.includes(kind) ? undefined : true
    }
    // Paused, locked or gone meanwhile.
    if (error instanceof ProblemError) {
      await failCoverage(lease, { kind: 'unknown', code: error.code })
      return error.code === 'not-found' ? undefined : true
    }
    await failCoverage(lease, { kind: 'unknown', code: 'internal' })
    return error instanceof Error ? error : new Error(String(error))
  }
}
