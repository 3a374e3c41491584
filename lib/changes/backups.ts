import type { Actor } from '@/lib/bff/actor'
import { doorFor } from '@/lib/bff/execute'
import { problem } from '@/lib/bff/problem'
import {
  type BackupLinkQuestion,
  type BackupLinks,
  type BackupRefused,
  type InstanceBackups,
  SET_ACTIONS,
  WITHOUT_RUNS,
} from '@/lib/model/backup'
import { coverageOf, policyWindows, type Stretch } from '@/lib/model/coverage'
import type { InstanceKey } from '@/lib/model/instance'
import { ACTIONS_OF } from '@/lib/providers/action-registry'
import { BACKUPS_OF } from '@/lib/providers/backup-registry'
import { keptUntil } from '@/lib/providers/backups'
import { ProviderError } from '@/lib/providers/error'
import { knownTarget } from './offers'

const DAY_MS = 86_400_000
const MOMENT_MS = 60_000
/** A policy has at least one day in seven, and may be on it already. */
const AHEAD_MS = 8 * DAY_MS

/**
 * The backups of an instance in a span, and what they are worth against the policy of now, asked of its cloud at this
 * moment. A list or a policy that the cloud refuses is told as refused beside the other. Throws `not-found`,
 * `forbidden-scope`, and the `ProviderError` of a cloud that could not be asked at all.
 */
export async function readBackups(
  actor: Actor,
  key: InstanceKey,
  { from, to }: { from: Date; to: Date },
  signal?: AbortSignal,
): Promise<InstanceBackups> {
  const { call } = await doorFor({ actor, accountId: key.accountId, lane: 'interactive', signal, insist: true })
  const { target } = await knownTarget(key)
  const service = BACKUPS_OF[key.service]
  const now = new Date()
  const asked = { at: now.toISOString(), from: from.toISOString(), to: to.toISOString() }
  if (!service) return { ...asked, ...NOTHING }
  const [sets, policy] = await Promise.all([
    told(service.sets(call, target, { from, to }, signal)),
    told(service.policy(call, target, signal)),
  ])
  const known = 'value' in policy ? policy.value : null
  const span = { from: from.getTime(), to: to.getTime() }
  const { createdAt, status } = target.detail.facts
  // What was asked until now was asked a moment ago.
  const until = now.getTime() - to.getTime() < MOMENT_MS ? Math.min(now.getTime(), span.to) : now.getTime()
  const list = 'value' in sets ? sets.value.sets : null
  const windows = known ? policyWindows(known, { from: span.from, to: span.to + DAY_MS }) : []
  const ahead = known && !WITHOUT_RUNS.includes(status)
  const next = ahead ? policyWindows(known, { from: now.getTime(), to: now.getTime() + AHEAD_MS })[0] : undefined
  return {
    ...asked,
    offered: true,
    sets:
      list?.map((set) =>
        // Nothing says that it counts for those made by hand as well.
        set.type === 'automatic' ? { ...set, expiresAt: keptUntil(set.startedAt, known?.retentionDays ?? null) } : set,
      ) ?? null,
    setsRefused: 'refused' in sets ? sets.refused : null,
    truncated: 'value' in sets && !sets.value.complete,
    policy: known,
    policyRefused: 'refused' in policy ? policy.refused : null,
    windows: windows.map(written),
    next: next ? written(next) : null,
    coverage:
      list &&
      coverageOf({
        sets: list,
        policy: known,
        span,
        now: until,
        createdAt: createdAt === null ? null : Date.parse(createdAt),
      }),
    restoresToNew: service.restoresToNew,
    downloads: service.links !== undefined,
    setActions: SET_ACTIONS.filter((action) => action in ACTIONS_OF[key.service]),
    restoresFiles: 'restore-file' in ACTIONS_OF[key.service],
  }
}

const NOTHING = {
  offered: false,
  sets: null,
  setsRefused: null,
  truncated: false,
  policy: null,
  policyRefused: null,
  windows: [],
  next: null,
  coverage: null,
  restoresToNew: false,
  downloads: false,
  setActions: [],
  restoresFiles: false,
} satisfies Partial<InstanceBackups>

const written = ({ from, to }: Stretch) => ({ from: new Date(from).toISOString(), to: new Date(to).toISOString() })

/** The answer, or how the cloud refused. That nobody could be asked is thrown. */
export async function told<T>(work: Promise<T>): Promise<{ value: T } | { refused: BackupRefused }> {
  try {
    return { value: await work }
  } catch (error) {
    if (!(error instanceof ProviderError) || !REFUSALS.includes(error.kind)) throw error
    return { refused: { kind: error.kind, code: error.code ?? null, message: error.vendorMessage ?? null } }
  }
}

/** Kinds that come again however often one asks. */
const REFUSALS: readonly ProviderError['kind'][] = ['denied', 'unsupported', 'invalid-input', 'not-found']

/**
 * Links to download a set, asked of the cloud now and kept nowhere. That they were shown is in the audit log before
 * anybody sees them. Throws `not-found`, `forbidden-role`, `forbidden-scope`, and the cloud's `ProviderError`.
 */
export async function backupLinks(
  actor: Actor,
  key: InstanceKey,
  { id, startedAt }: BackupLinkQuestion,
  signal?: AbortSignal,
): Promise<BackupLinks> {
  const { call } = await doorFor({
    actor,
    accountId: key.accountId,
    lane: 'interactive',
    signal,
    insist: true,
    reveal: true,
  })
  const { target } = await knownTarget(key)
  const links = await BACKUPS_OF[key.service]?.links?.(call, target, { id, startedAt: new Date(startedAt) }, signal)
  if (!links) throw problem('not-found')
  return { links }
}
