import { z } from 'zod'
import { customerData, noted, operations } from '@/lib/operation'
import { list, number, object, text } from '@/lib/providers/fields'
import { dayWindow, endTime, instance, paging, startTime } from '../request'
import { API_VERSION, SERVICE } from '../service'

const taskId = noted(z.string().min(1), 'Id of the analysis.', '分析任务 ID。')
const span = {
  startTime: noted(startTime.optional(), 'Up to 30 days back.', '最早 30 天前。'),
  endTime: noted(endTime.optional(), 'At most 7 days after the start.', '与起始时间相隔不超过 7 天。'),
}

const key = object({
  name: customerData(text()),
  db: number(),
  size: number(),
  keyType: text(),
  frequency: number(),
})
const command = object({ name: text(), data: number() })

const atLeast = (min: number) => z.number().int().min(min).optional()
const elements = (en: string, zh: string) =>
  noted(atLeast(1000), `${en} with at least so many elements.`, `${zh}的元素数阈值。`)

export const analysisOperations = operations(SERVICE, API_VERSION, {
  createCacheAnalysis: {
    method: 'POST',
    path: '/v1/regions/{regionId}/cacheInstance/{cacheInstanceId}/cacheAnalysis',
    kind: 'write',
    once: true,
    async: true,
    group: 'analysis',
    summary: {
      en: 'Look for big and hot keys now, up to 12 times a day',
      zh: '立即分析大 Key 和热 Key，每天最多 12 次',
    },
    target: 'cacheInstanceId',
    request: z.strictObject({
      ...instance,
      sizeMode: noted(
        z.enum(['elementCounts', 'memorySize']).default('memorySize'),
        'Measure keys by elements or by memory.',
        '按元素数或内存大小衡量。',
      ),
    }),
    response: object({ requestId: text() }),
  },
  describeCacheAnalysisList: {
    method: 'GET',
    path: '/v1/regions/{regionId}/cacheInstance/{cacheInstanceId}/cacheAnalysis',
    kind: 'read',
    group: 'analysis',
    summary: { en: 'List the analyses of a day', zh: '查询某天的缓存分析任务' },
    target: 'cacheInstanceId',
    request: z.strictObject({
      ...instance,
      date: noted(z.iso.date(), 'Day, as 2026-01-02.', '日期，例如 2026-01-02。'),
    }),
    response: object({
      requestId: text(),
      // Status: running, success or error; only a success has a result.
      result: object({ analyses: list(object({ analysisTime: text(), taskId: text(), status: text() })) }),
    }),
  },
  describeCacheAnalysisResult: {
    method: 'GET',
    path: '/v1/regions/{regionId}/cacheInstance/{cacheInstanceId}/cacheAnalysis/{taskId}',
    kind: 'read',
    group: 'analysis',
    summary: { en: 'Read what an analysis found; kept for 30 days', zh: '查询缓存分析结果，保留 30 天' },
    target: 'cacheInstanceId',
    request: z.strictObject({
      ...instance,
      taskId: noted(z.string().min(1), 'Request id of the call that began it.', '创建任务时的请求 ID。'),
    }),
    response: object({
      requestId: text(),
      result: object({
        startTime: text(),
        finishTime: text(),
        analysisType: number(),
        stringBigKeys: list(key),
        otherBigKeys: list(key),
        hotKeys: list(key),
        cmdCallTimesTop: list(command),
        cmdUseCpuTop: list(command),
        keyTypeDistribution: object({}).nullish(),
        keySizeDistribution: object({}).nullish(),
      }),
    }),
  },
  stopCacheAnalysis: {
    method: 'POST',
    path: '/v1/regions/{regionId}/cacheInstance/{cacheInstanceId}/stopCacheAnalysis',
    kind: 'write',
    once: true,
    group: 'analysis',
    summary: { en: 'Stop the running analysis', zh: '停止正在执行的缓存分析' },
    target: 'cacheInstanceId',
    request: z.strictObject(instance),
    response: object({ requestId: text() }),
  },
  describeAnalysisTime: {
    method: 'GET',
    path: '/v1/regions/{regionId}/cacheInstance/{cacheInstanceId}/analysisTime',
    kind: 'read',
    group: 'analysis',
    summary: { en: 'Read when analyses run by themselves', zh: '查询自动缓存分析时间' },
    target: 'cacheInstanceId',
    request: z.strictObject(instance),
    response: object({ requestId: text(), result: object({ time: text() }) }),
  },
  modifyAnalysisTime: {
    method: 'POST',
    path: '/v1/regions/{regionId}/cacheInstance/{cacheInstanceId}/analysisTime',
    kind: 'write',
    once: true,
    group: 'analysis',
    summary: { en: 'Set when analyses run by themselves', zh: '设置自动缓存分析时间' },
    target: 'cacheInstanceId',
    request: z.strictObject({
      ...instance,
      analysisTime: noted(
        z.string().regex(new RegExp(`^-$|${dayWindow.source}`)),
        'Window of the day with its zone, as 01:00-02:00 +0800; - turns it off.',
        '每天的时间段及时区，例如 01:00-02:00 +0800；填写 - 表示关闭。',
      ),
    }),
    response: object({ requestId: text() }),
  },
  createBigKeyAnalysis2: {
    method: 'POST',
    path: '/v1/regions/{regionId}/cacheInstance/{cacheInstanceId}/bigKeyAnalysis',
    kind: 'write',
    once: true,
    async: true,
    group: 'analysis',
    summary: { en: 'Count keys above limits of your own', zh: '按自定义阈值分析大 Key' },
    target: 'cacheInstanceId',
    request: z.strictObject({
      ...instance,
      stringSize: noted(atLeast(10_240), 'Strings of at least so many bytes.', '字符串的字节数阈值。'),
      listSize: elements('Lists', '列表'),
      hashSize: elements('Hashes', '哈希'),
      setSize: elements('Sets', '集合'),
      zsetSize: elements('Sorted sets', '有序集合'),
    }),
    response: object({ requestId: text() }),
  },
  describeBigKeyList2: {
    method: 'GET',
    path: '/v1/regions/{regionId}/cacheInstance/{cacheInstanceId}/bigKeyAnalysisResultList',
    kind: 'read',
    group: 'analysis',
    summary: { en: 'List the counts of big keys', zh: '查询大 Key 分析列表' },
    target: 'cacheInstanceId',
    request: z.strictObject({ ...instance, ...paging }),
    response: object({
      requestId: text(),
      result: object({
        cacheAnalysisList: list(
          object({
            analysisTime: text(),
            taskId: text(),
            analysisDuration: text(),
            downloadUrl: customerData(text()),
            status: text(),
          }),
        ),
        totalCount: number(),
      }),
    }),
  },
  describeBigKeyDetail2: {
    method: 'GET',
    path: '/v1/regions/{regionId}/cacheInstance/{cacheInstanceId}/bigKeyAnalysisDetail',
    kind: 'read',
    group: 'analysis',
    summary: { en: 'Read one count of big keys, node by node', zh: '查询大 Key 分析详情' },
    target: 'cacheInstanceId',
    request: z.strictObject({ ...instance, taskId }),
    response: object({
      requestId: text(),
      result: object({
        taskId: text(),
        stringSize: number(),
        listSize: number(),
        setSize: number(),
        hashSize: number(),
        zsetSize: number(),
        status: text(),
        analysisTime: text(),
        analysisDuration: text(),
        bigKeyAnalysisNodesList: list(
          object({
            nodeId: text(),
            nodeRole: text(),
            stringTypeNum: number(),
            listTypeNum: number(),
            setTypeNum: number(),
            hashTypeNum: number(),
            zsetTypeNum: number(),
          }),
        ),
      }),
    }),
  },
  describeHotKeySummary: {
    method: 'GET',
    path: '/v1/regions/{regionId}/cacheInstance/{cacheInstanceId}/hotKeyAnalysisSummary',
    kind: 'read',
    group: 'analysis',
    summary: { en: 'Count hot keys, node by node', zh: '查询热 Key 汇总' },
    target: 'cacheInstanceId',
    request: z.strictObject({ ...instance, ...span }),
    response: object({
      requestId: text(),
      result: object({
        hotKeyAnalysisNodesList: list(object({ nodeId: text(), nodeRole: text(), hotKeyNum: number() })),
      }),
    }),
  },
  describeHotKeyDetail: {
    method: 'GET',
    path: '/v1/regions/{regionId}/cacheInstance/{cacheInstanceId}/hotKeyAnalysisDetail',
    kind: 'read',
    group: 'analysis',
    summary: { en: 'List the hot keys of a node', zh: '查询某个节点的热 Key' },
    target: 'cacheInstanceId',
    request: z.strictObject({
      ...instance,
      nodeId: noted(
        z.string().min(1),
        'Node, as describeHotKeySummary names it.',
        '节点 ID，见 describeHotKeySummary。',
      ),
      ...paging,
      ...span,
    }),
    response: object({
      requestId: text(),
      result: object({
        // The spelling is the vendor's.
        hotHeys: list(object({ key: customerData(text()), accessTime: text(), accessCount: number(), db: number() })),
        totalCount: number(),
      }),
    }),
  },
})
