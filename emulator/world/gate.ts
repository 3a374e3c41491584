import { BlockList, isIPv4 } from 'node:net'
import type { CacheInstance } from './instance'
import { detailsOf } from './jdcloud-details'
import { settingsOf } from './kingsoft-cache'
import { groupsOf as boundGroupsOf, securityGroups } from './kingsoft-groups'
import { groupsOf, setGroup } from './whitelist'
import type { World } from './world'

/** Where the clients of this machine come from when they do not say otherwise. */
const LOOPBACK = '127.0.0.1'

/** Words of the vendors for an instance that serves nobody: suspended, locked, or about to be gone. */
const CLOSED = {
  'alibaba-kvstore': ['Inactive', 'Unavailable', 'Released'],
  'jdcloud-redis': ['deleting'],
  'kingsoft-redis': ['4', '8', '10'],
  'kingsoft-memcached': ['4', '8', '10'],
} as const satisfies Record<CacheInstance['service'], readonly string[]>

/** Everything that is let in by address: whitelists of Alibaba and JD Cloud, bound groups and rules of Kingsoft. */
function entriesOf(world: World, instance: CacheInstance): string[] {
  switch (instance.service) {
    case 'alibaba-kvstore':
      return [...groupsOf(instance).values()].flatMap(({ addresses }) => addresses)
    case 'jdcloud-redis':
      return detailsOf(instance, world.now()).ipWhiteList
    default: {
      const groups = securityGroups(world)
      const bound = instance.service === 'kingsoft-redis' ? boundGroupsOf(world, instance) : []
      const own = settingsOf(instance).rules.map(({ cidr }) => cidr)
      return [...bound.flatMap((id) => groups.get(id)?.rules.map(({ cidr }) => cidr) ?? []), ...own]
    }
  }
}

/** Whether an instance lets clients of an IPv4 address in now. */
export function letsIn(world: World, instance: CacheInstance, address: string): boolean {
  // Looking brings it up to the clock, and can end its life.
  if (world.find(instance.service, instance.id, undefined) !== instance || !isIPv4(address)) return false
  const closed: readonly string[] = CLOSED[instance.service]
  if (closed.includes(instance.status)) return false
  const list = new BlockList()
  for (const entry of entriesOf(world, instance)) {
    const [network = '', prefix = '32'] = entry.split('/')
    if (isIPv4(network)) list.addSubnet(network, Number(prefix))
  }
  return list.check(address)
}

/** Lets the programs of this machine in: an instance that becomes a real server is there to be tried. */
export function letLoopbackIn(world: World, instance: CacheInstance): void {
  if (letsIn(world, instance, LOOPBACK)) return
  if (instance.service === 'alibaba-kvstore') {
    const group = groupsOf(instance).get('default')
    setGroup(instance, 'default', { hidden: false, addresses: [...(group?.addresses ?? []), LOOPBACK] })
  } else if (instance.service === 'jdcloud-redis') detailsOf(instance, world.now()).ipWhiteList.push(LOOPBACK)
  else {
    const settings = settingsOf(instance)
    settings.rules.push({ id: settings.rulesMade++, cidr: `${LOOPBACK}/32` })
  }
}
