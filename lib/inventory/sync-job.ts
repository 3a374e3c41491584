import { systemActor } from '@/lib/bff/actor'
import { doorFor } from '@/lib/bff/execute'
import { newId } from '@/lib/db/id'
import type { JobSource } from '@/lib/jobs/job'
import type { ServiceId } from '@/lib/operation'
import { providerOf } from '@/lib/providers/registry'
import { claimShards } from './lease'
import { INVENTORY } from './refresh'
import { readShards } from './sync'

/**
 * Keeps the inventory fresh: what is due is in table `shards`; each run reads the due shards of one account. A cloud
 * that hangs keeps its run for minutes, so there may be many at a time; calls are limited elsewhere.
 */
export const inventorySource: JobSource = {
  name: INVENTORY,
  concurrency: 32,
  async claim() {
    const leases = await claimShards()
    const [first] = leases
    if (!first) return undefined
    return {
      label: first.accountId,
      run(signal) {
        const { accountId } = first
        const actor = systemActor(INVENTORY, newId())
        // A person who asked wants it tried now, whatever failed a moment ago.
        const insist = leases.some(({ requested }) => requested)
        const door = doorFor({ actor, accountId, lane: 'background', signal, insist })
        // Every shard awaits it and says why it failed; none may be there yet when it does.
        door.catch(() => {})
        return readShards(leases, (service) => adapterOf(service, door), signal)
      },
    }
  },
}

async function adapterOf(service: ServiceId, door: ReturnType<typeof doorFor>) {
  const { call, settings } = await door
  return providerOf(service).adapter(service, call, settings)
}
