import type { Door } from '@/lib/bff/execute'
import { storeReading } from '@/lib/inventory/read'
import { requestRefresh } from '@/lib/inventory/refresh'
import type { InstanceDetail, InstanceFacts, InstanceKey } from '@/lib/model/instance'
import { providerOf } from '@/lib/providers/registry'

export interface Looked {
  /** Undefined when the cloud says that it is not there. */
  detail: InstanceDetail | undefined
  at: Date
}

/**
 * Reads an instance from its cloud and keeps what it says in the inventory. That it is not there is believed only when
 * a complete list of its region does not have it either. Throws the cloud's `ProviderError`.
 */
export async function lookAt(
  { call, settings }: Pick<Door, 'call' | 'settings'>,
  key: InstanceKey,
  locator: InstanceFacts['locator'],
  signal?: AbortSignal,
): Promise<Looked> {
  const { instances } = providerOf(key.service).adapter(key.service, call, settings)
  const found = await instances.get({ region: key.region, id: key.id, locator }, signal)
  if (found) {
    await storeReading(key, found)
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

/** The cloud does not find an instance that its list has, or its list is not complete: later it may be clear. */
export class CannotTell extends Error {
  override readonly name = 'CannotTell'
}
