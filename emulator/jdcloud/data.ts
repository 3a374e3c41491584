import type { dataOperations } from '@/lib/providers/jdcloud/redis/operations/data'
import type { Behaviours } from '../behaviour'
import { random } from '../random'
import { detailsOf, doneShare } from '../world/jdcloud-details'
import { keysIn } from '../world/jdcloud-load'
import { workMs } from '../world/pace'
import { instanceOf, invalid, notFound, runningOf, wrongState } from './refusals'
import { iso } from './shape'

/** What of the data an erasure takes: all, the little that has expired, or a share that depends on the pattern. */
const shareOf = (clearType: string, keyPattern: string | undefined) =>
  clearType === 'AllData' ? 1 : clearType === 'ExpiredData' ? 0.02 : 0.05 + random(`pattern ${keyPattern}`).next() * 0.2

/** Erases keys. */
export const data = {
  startClearData: (scene, input) => {
    const { world } = scene
    const now = world.now()
    const instance = runningOf(scene, input)
    const details = detailsOf(instance, now)
    if (details.clearing && !details.clearing.over) throw wrongState(`Data of ${instance.id} is being cleared`)
    if (input.clearType === 'SpecifiedData' && !input.keyPattern && !input.keyFilter?.length)
      throw invalid('SpecifiedData needs a keyPattern or a keyFilter')
    const memoryMb = instance.usedMemoryMb * shareOf(input.clearType, input.keyPattern)
    details.clearing = {
      clearType: input.clearType,
      keyPattern: input.keyPattern,
      keyFilter: input.keyFilter ?? [],
      qpsLimit: input.qpsLimit,
      startedAt: now,
      endsAt: now + workMs(world.pace, 1),
      stoppedAt: undefined,
      keys: keysIn(memoryMb),
      memoryMb,
      before: instance.usedMemoryMb,
      over: false,
    }
    return {}
  },

  stopClearData: (scene, input) => {
    const now = scene.world.now()
    const { clearing } = detailsOf(instanceOf(scene, input), now)
    if (!clearing || clearing.over) throw wrongState('No data is being cleared')
    clearing.stoppedAt = now
    return {}
  },

  describeClearData: (scene, input) => {
    const now = scene.world.now()
    const instance = instanceOf(scene, input)
    const { clearing } = detailsOf(instance, now)
    if (!clearing) throw notFound(`clear data task of ${instance.id}`)
    const share = doneShare(clearing, now)
    const status = clearing.stoppedAt !== undefined ? 'failed' : share === 1 ? 'success' : 'running'
    return {
      result: {
        clearType: clearing.clearType,
        keyPattern: clearing.keyPattern ?? '',
        keyFilter: clearing.keyFilter.map((filter) => ({ ...filter })),
        qpsLimit: clearing.qpsLimit ?? 0,
        progress: Math.floor(share * 100),
        effectKeys: Math.floor(clearing.keys * share),
        status,
        message: clearing.stoppedAt === undefined ? '' : 'stopped by user',
        lastTransitionTime: iso(clearing.stoppedAt ?? (share === 1 ? clearing.endsAt : clearing.startedAt)),
      },
    }
  },
} satisfies Behaviours<typeof dataOperations>
