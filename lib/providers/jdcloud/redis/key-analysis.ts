import type { KeyRun } from '@/lib/model/key-analysis'
import type { Target } from '@/lib/providers/actions'
import type { Call } from '@/lib/providers/contract'
import { integerOrNull, numberOrNull, orNull, timeOrNull } from '@/lib/providers/facts'
import { bareKey, type KeyAnalyses, type ToldKey } from '@/lib/providers/key-analyses'
import { jdcloudRedisOperations as op } from './catalog'

const DAY_MS = 86_400_000
/** Results are kept for 30 days; analyses are listed day by day, so that a week is seven calls. */
const DAYS_BACK = 7
const STATES: Record<string, KeyRun['state']> = { running: 'running', success: 'done', error: 'failed' }

const at = ({ id, region }: Target) => ({ regionId: region, cacheInstanceId: id })

/**
 * None of the manual's nine operations tells keys; the newer describeCacheAnalysisList and describeCacheAnalysisResult do,
 * where the account may use them. `size` is bytes or elements, as the analysis was begun, and the result does not say which.
 */
export const keyAnalyses: KeyAnalyses = {
  kinds: () => ['big', 'hot'],
  operations: [op.describeCacheAnalysisList.name, op.describeCacheAnalysisResult.name],
  daysBack: DAYS_BACK,
  runs: (call, target, now, signal) => runsOf(call, target, now, DAYS_BACK, signal),
  async report(call, target, taskId, signal) {
    const { data } = await call(
      op.describeCacheAnalysisResult,
      { ...at(target), taskId },
      { region: target.region, signal },
    )
    const result = data.result
    const keyOf = (row: NonNullable<NonNullable<typeof result>['hotKeys']>[number]): ToldKey => ({
      ...bareKey(row.name ?? ''),
      type: orNull(row.keyType),
      size: numberOrNull(row.size),
      uses: numberOrNull(row.frequency),
      database: integerOrNull(row.db),
    })
    const big = [...(result?.stringBigKeys ?? []), ...(result?.otherBigKeys ?? [])].map(keyOf)
    return {
      big: big.sort((a, b) => (b.size ?? 0) - (a.size ?? 0)),
      hot: (result?.hotKeys ?? []).map(keyOf).sort((a, b) => (b.uses ?? 0) - (a.uses ?? 0)),
      total: null,
    }
  },
}

/** What was started in the last days, newest first. */
export async function runsOf(
  call: Call,
  target: Target,
  now: Date,
  days: number,
  signal?: AbortSignal,
): Promise<KeyRun[]> {
  const dates = Array.from({ length: days }, (_, back) =>
    new Date(now.getTime() - back * DAY_MS).toISOString().slice(0, 10),
  )
  const found = await Promise.all(
    dates.map(async (date) => {
      const { data } = await call(
        op.describeCacheAnalysisList,
        { ...at(target), date },
        { region: target.region, signal },
      )
      return data.result?.analyses ?? []
    }),
  )
  return found
    .flat()
    .map(({ taskId, analysisTime, status }) => ({
      id: taskId ?? '',
      startedAt: timeOrNull(analysisTime),
      endedAt: null,
      state: STATES[status ?? ''] ?? 'unknown',
      vendorState: orNull(status),
      nodes: null,
    }))
    .filter(({ id }) => id !== '')
    .sort((a, b) => (b.startedAt ?? '').localeCompare(a.startedAt ?? '', 'en'))
}
