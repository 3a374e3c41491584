import type { Standing } from '@/lib/model/backup'
import { worthOf } from '@/lib/model/coverage'
import { COVERED_DAYS, type CoverageFacts } from '@/lib/model/fleet-coverage'
import type { ServiceId } from '@/lib/operation'
import type { Target } from '@/lib/providers/actions'
import { BACKUPS_OF } from '@/lib/providers/backup-registry'
import type { Call } from '@/lib/providers/contract'
import { told } from '../backups'

const DAY_MS = 86_400_000

/**
 * How the backups of one instance stand, by its sets of the last days and the policy of now, asked of its cloud. What the
 * cloud refuses is told as refused; throws the `ProviderError` of a cloud that could not be asked.
 */
export async function readCoverage(
  call: Call,
  service: ServiceId,
  target: Target,
  signal?: AbortSignal,
): Promise<{ standing: Standing; facts: CoverageFacts }> {
  const backups = BACKUPS_OF[service]
  if (!backups) throw new Error(`${service} has no backups`)
  const now = Date.now()
  const from = now - COVERED_DAYS * DAY_MS
  const [sets, policy] = await Promise.all([
    told(backups.sets(call, target, { from: new Date(from), to: new Date(now) }, signal)),
    told(backups.policy(call, target, signal)),
  ])
  const { createdAt } = target.detail.facts
  const knownPolicy = 'value' in policy ? policy.value : null
  const worth = worthOf({
    sets: 'value' in sets ? sets.value.sets : null,
    truncated: 'value' in sets && !sets.value.complete,
    policy: knownPolicy,
    from,
    now,
    createdAt: createdAt === null ? null : Date.parse(createdAt),
  })
  return {
    standing: worth.standing,
    facts: {
      policy: knownPolicy,
      policyRefused: 'refused' in policy ? policy.refused : null,
      setsRefused: 'refused' in sets ? sets.refused : null,
      lastGoodAt: worth.lastGoodAt,
      promisedSeconds: worth.promisedSeconds,
      worst: worth.worst,
      worstAtLeast: worth.worstAtLeast,
      gaps: worth.gaps.length,
      judgedFrom: worth.judgedFrom,
      failures: worth.failures,
      running: worth.running,
    },
  }
}
