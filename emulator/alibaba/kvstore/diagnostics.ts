import type { diagnosticsOperations } from '@/lib/providers/alibaba/kvstore/operations/diagnostics'
import type { Behaviours } from '../../behaviour'
import { refuse } from '../../gateway/refusal'
import { hash } from '../../random'
import { analysesOf, bigKeys, startAnalysis } from '../../world/big-keys'
import type { CacheInstance } from '../../world/instance'
import { workMs } from '../../world/pace'
import { instanceOf, invalidParameter, iso, needsRedis, runningOf } from './common'
import { nodeForPlace, nodeOf, nodesOf } from './node-ids'

const DAY_MS = 86_400_000
const dayOf = (ms: number) => `${new Date(ms).toISOString().slice(0, 10)}Z`

export const diagnosticsBehaviours = {
  CreateCacheAnalysisTask: (scene, { InstanceId, RegionId }) => {
    const instance = runningOf(scene, InstanceId, RegionId)
    needsRedis(instance, 4)
    const now = scene.world.now()
    if (analysesOf(instance).some(({ finishedAt }) => finishedAt > now))
      throw refuse(400, 'Task.Conflict', 'An analysis of this instance is running.')
    startAnalysis(instance, nodesOf(instance).db.length, now, now + workMs(scene.world.pace, 1))
    return {}
  },

  DescribeCacheAnalysisReport: (scene, input) => {
    const instance = instanceOf(scene, input.InstanceId, input.RegionId)
    needsRedis(instance, 4)
    const node = wantedNode(instance, input.NodeId)
    const now = scene.world.now()
    // The day's last word: an analysis that is over.
    const analysis = analysesOf(instance).findLast(
      ({ startedAt, finishedAt }) => dayOf(startedAt) === input.Date && finishedAt <= now,
    )
    const keys = analysis
      ? bigKeys(instance, analysis.dataMb).filter(
          ({ place }) => node === undefined || nodeForPlace(instance, place) === node,
        )
      : []
    const first = (input.PageNumbers - 1) * input.PageSize
    const shown = keys.slice(first, first + input.PageSize)
    return {
      BigKeys: shown.map(({ key, type, bytes, elements }) => ({
        db: '0',
        qps: 0,
        keyType: type,
        isExpired: 'no',
        analysisType: 'BIGKEY',
        key,
        memory: bytes,
        size: elements,
      })),
      HotKeys: [],
      PageNumber: input.PageNumbers,
      PageSize: input.PageSize,
      PageRecordCount: shown.length,
      TotalRecordCount: keys.length,
    }
  },

  DescribeCacheAnalysisReportList: (scene, input) => {
    const instance = instanceOf(scene, input.InstanceId, input.RegionId)
    needsRedis(instance, 4)
    const wanted = wantedNode(instance, input.NodeId)
    const now = scene.world.now()
    const tasks = analysesOf(instance)
      .filter(({ startedAt }) => startedAt > now - input.Days * DAY_MS)
      .flatMap(({ ids, startedAt, finishedAt }) =>
        nodesOf(instance).db.map(({ id: NodeId }, n) => ({
          NodeId,
          StartTime: iso(startedAt),
          Status: finishedAt <= now ? 'success' : 'running',
          TaskId: ids[n] ?? '',
        })),
      )
      .filter(({ NodeId, TaskId }) => TaskId !== '' && (wanted === undefined || NodeId === wanted))
      .reverse()
    const first = (input.PageNumbers - 1) * input.PageSize
    const days = new Map<string, typeof tasks>()
    for (const task of tasks.slice(first, first + input.PageSize)) {
      const day = `${task.StartTime.slice(0, 10)}Z`
      days.set(day, [...(days.get(day) ?? []), task])
    }
    return {
      // A number, where every other call has the id.
      InstanceId: String(10_000_000 + (hash(instance.id) % 1_000_000)),
      DailyTasks: { DailyTask: [...days].map(([Date, Task]) => ({ Date, Tasks: { Task } })) },
    }
  },
} satisfies Behaviours<typeof diagnosticsOperations>

function wantedNode(instance: CacheInstance, nodeId: string | undefined): string | undefined {
  if (nodeId === undefined || instance.architecture === 'standard') return undefined
  const node = nodeOf(instance, nodeId)
  if (node?.kind !== 'db') throw invalidParameter('NodeId')
  return node.id
}
