import type { maintenanceOperations } from '@/lib/providers/jdcloud/redis/operations/maintenance'
import type { Behaviours } from '../behaviour'
import type { CacheInstance } from '../world/instance'
import { type Details, detailsOf, NEWEST } from '../world/jdcloud-details'
import { nodesOf, proxiesOf } from '../world/jdcloud-nodes'
import { schedule } from '../world/jdcloud-tasks'
import { liveOf } from '../world/live'
import { nextWindow } from '../world/maintenance'
import { instanceOf, invalid, notFound, runningOf } from './refusals'

/** Restarts, switches and upgrades. */
export const maintenance = {
  restartInstance: (scene, input) => {
    const { world } = scene
    const instance = runningOf(scene, input)
    const details = detailsOf(instance, world.now())
    const known = input.opType === 1 ? nodesOf(instance, details, world.now()) : proxiesOf(instance, details)
    for (const name of input.nodes) if (!known.some((node) => node.name === name)) throw notFound(`node ${name}`)
    schedule(world, instance, {
      type: 'restart',
      during: 'changing',
      steps: 1,
      finish: () => {
        for (const name of input.nodes)
          details.restarts.set(name, { count: (details.restarts.get(name)?.count ?? 0) + 1, at: world.now() })
        if (input.opType === 1) liveOf(instance)?.restart()
      },
    })
    return {}
  },

  switchInstanceHA: (scene, input) => {
    const { world } = scene
    const instance = runningOf(scene, input)
    const details = detailsOf(instance, world.now())
    const every = Array.from({ length: instance.shards }, (_, shard) => shard)
    const nodes = nodesOf(instance, details, world.now())
    const shards = new Set<number>()
    const wishes: NonNullable<typeof input.switchList> = input.switchList?.length ? input.switchList : [{}]
    for (const { shards: some, targetNG, targetAZ } of wishes) {
      for (const shard of some?.length ? some : every) {
        const replicas = nodes.filter((node) => node.shard === shard && node.role === 'slave')
        const target = replicas.find(({ group, zone }) => (targetNG ?? group) === group && (targetAZ ?? zone) === zone)
        if (!every.includes(shard)) throw invalid(`shard ${shard} does not exist`)
        if (!target) throw invalid(`shard ${shard} has no replica there`)
        shards.add(shard)
      }
    }
    schedule(world, instance, {
      type: 'switch',
      during: 'changing',
      steps: 1,
      finish: () => {
        for (const shard of shards) if (!details.switched.delete(shard)) details.switched.add(shard)
      },
    })
    return {}
  },

  describeUpgradeVersion: (scene, input) => {
    const instance = instanceOf(scene, input)
    const offered = offerOf(instance, detailsOf(instance, scene.world.now()))
    return { result: { releaseNodes: '', ...offered, majorVersion: [], proxyMajorVersions: [] } }
  },

  modifyInstanceMinorVersion: (scene, input) => {
    const { world } = scene
    const instance = runningOf(scene, input)
    const details = detailsOf(instance, world.now())
    const { minorVersion, proxyMinorVersion } = input
    const offered = offerOf(instance, details)
    const asked = minorVersion ?? proxyMinorVersion ?? ''
    if (asked === '' || asked !== (minorVersion === undefined ? offered.proxyMinorVersion : offered.minorVersion))
      throw invalid(`${asked} is not a version that ${instance.id} can be upgraded to`)
    const before = minorVersion === undefined ? details.proxyBuild : `${instance.version}-${details.build}`
    schedule(world, instance, {
      type: 'upgrade',
      during: 'upgrading',
      steps: 2,
      at: input.effectiveTime === 'MaintainTime' ? nextWindow(instance.maintenance, world.now()) : undefined,
      changes: [{ name: minorVersion === undefined ? 'proxyMinorVersion' : 'minorVersion', before, after: asked }],
      finish: () => {
        if (minorVersion === undefined) details.proxyBuild = NEWEST.proxyBuild
        else details.build = NEWEST.build
      },
    })
    return {}
  },

  maintenanceTime: (scene, input) => {
    const instance = instanceOf(scene, input)
    if (input.startTime === input.endTime) throw invalid('endTime must differ from startTime')
    instance.maintenance = { start: input.startTime, end: input.endTime }
    return {}
  },
} satisfies Behaviours<typeof maintenanceOperations>

/** The builds that an instance can be upgraded to; empty when it has the newest. */
const offerOf = (instance: CacheInstance, { build, proxyBuild }: Details) => ({
  minorVersion: build === NEWEST.build ? '' : `${instance.version}-${NEWEST.build}`,
  proxyMinorVersion: instance.architecture === 'cluster' && proxyBuild !== NEWEST.proxyBuild ? NEWEST.proxyBuild : '',
})
