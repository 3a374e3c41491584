import type { Door } from '@/lib/bff/execute'
import { storeReading } from '@/lib/inventory/read'
import { requestRefresh } from '@/lib/inventory/refresh'
import type { InstanceFacts, InstanceKey } from '@/lib/model/instance'
import type { Action, SeenDetail } from '@/lib/providers/actions'
import { ProviderError, type ProviderErrorKind } from '@/lib/providers/error'
import { providerOf } from '@/lib/providers/registry'
import { lookAtGroup } from './group-look'

export interface Looked {
  /** Undefined when the cloud says that it is not there. */
  detail: SeenDetail | undefined
  at: Date
}

/** Takes over to keep what was read in the inventory, which is waited for otherwise. */
export type Keeping = (keep: () => Promise<void>) => void

/**
 * Reads an instance from its cloud and keeps what it says in the inventory. That it is not there is believed only when
 * a complete list of its region does not have it either. Throws the cloud's `ProviderError`.
 */
export async function lookAt(
  { call, settings }: Pick<Door, 'call' | 'settings'>,
  key: InstanceKey,
  locator: InstanceFacts['locator'],
  signal?: AbortSignal,
  keeping?: Keeping,
): Promise<Looked> {
  const { instances } = providerOf(key.service).adapter(key.service, call, settings)
  const found = await instances.get({ region: key.region, id: key.id, locator }, signal)
  if (found) {
    const keep = () => storeReading(key, found)
    if (keeping) keeping(keep)
    else await keep()
    return { detail: found.detail, at: found.receivedAt }
  }
  const list = await instances.list({ region: key.region, onPage: () => {}, signal })
  if (!list.complete || list.ids.has(key.id)) throw new CannotTell()
  await requestRefresh({
    scope: { kind: 'all' },
    accountIds: [key.accountId],
    shard: { service: key.service, region: key.region },
  })
  return { detail: undefined, at: new Date() }
}

/** Refusals that come again however often one asks: what could not be observed stays unknown. */
const FOR_GOOD: readonly ProviderErrorKind[] = ['denied', 'unsupported', 'invalid-input', 'not-found']

/** Like `lookAt`, with what an action observes beyond the detail. */
export async function lookFor(
  door: Pick<Door, 'call' | 'settings'>,
  key: InstanceKey,
  locator: InstanceFacts['locator'],
  { action, params }: { action: Action | undefined; params: Record<string, unknown> },
  signal?: AbortSignal,
  keeping?: Keeping,
): Promise<Looked> {
  const isForGood = ({ kind }: ProviderError) => FOR_GOOD.includes(kind)
  if (action?.of !== undefined) return lookAtGroup(door, key, locator, { action, params }, isForGood)
  const looked = await lookAt(door, key, locator, signal, keeping)
  const { detail } = looked
  if (!detail || !action?.observe) return looked
  const target = { region: key.region, id: key.id, locator: { ...locator, ...detail.facts.locator }, detail }
  try {
    return { ...looked, detail: { ...detail, seen: await action.observe(door.call, target, params) } }
  } catch (error) {
    if (error instanceof ProviderError && isForGood(error)) return looked
    throw error
  }
}

/** The cloud does not find an instance that its list has, or its list is not complete: later it may be clear. */
export class CannotTell extends Error {
  override readonly name = 'CannotTell'
}
