import type { CacheInstance } from '@/emulator/world/instance'
import { type JdcloudCloud, WISH } from './jdcloud-cloud'

/** Every row of JD Cloud, called once so that it works and once so that the cloud refuses, with its word for it. */
type Input = Record<string, unknown>
type Preparation = (cloud: JdcloudCloud, subject: CacheInstance) => Promise<Input>
export interface Case {
  good?: Input | Preparation
  bad: Input | Preparation | 'denied'
  code: string
}

const gone: Case = { bad: { cacheInstanceId: 'redis-nothere' }, code: 'NOT_FOUND' }
const goneWith = (input: Input): Case => ({
  good: input,
  bad: { ...input, cacheInstanceId: 'redis-nothere' },
  code: 'NOT_FOUND',
})
const nowhere: Case = { bad: { regionId: 'cn-nowhere-1' }, code: 'NOT_FOUND' }

export const JDCLOUD: Readonly<Record<string, Case>> = {
  describeCacheInstances: nowhere,
  describeCacheInstance: gone,
  describeInstanceClass: nowhere,
  describeUserQuota: nowhere,
  describeSpecConfig: nowhere,

  createCacheInstance: {
    good: { cacheInstance: WISH },
    bad: { cacheInstance: { ...WISH, cacheInstanceClass: 'redis.m1.micro.basic' } },
    code: 'INVALID_ARGUMENT',
  },
  deleteCacheInstance: gone,
  modifyCacheInstanceAttribute: goneWith({ cacheInstanceName: 'new_name' }),
  modifyCacheInstanceClass: {
    good: { cacheInstanceClass: 'redis.m.large.basic' },
    bad: { cacheInstanceClass: 'redis.m.medium.basic' },
    code: 'INVALID_ARGUMENT',
  },
  resetCacheInstancePassword: goneWith({ password: 'N3wPassw0rd' }),
  describeResizeModeIpTimeInfo: {
    good: { cacheInstanceClass: 'redis.m.large.basic' },
    bad: { cacheInstanceClass: 'redis.m.giant.basic' },
    code: 'INVALID_ARGUMENT',
  },

  describeTaskProgressList: gone,
  listTasks: {
    bad: { startTime: '2026-02-02T00:00:00Z', endTime: '2026-02-01T00:00:00Z' },
    code: 'INVALID_ARGUMENT',
  },
  listTask: {
    good: async (cloud, subject) => {
      await cloud.call(subject, 'modifyCacheInstanceClass', { cacheInstanceClass: 'redis.m.large.basic' })
      return { taskId: (await cloud.call(subject, 'listTasks')).result.tasks[0].taskId }
    },
    bad: { taskId: 'task-nothere' },
    code: 'NOT_FOUND',
  },
  listTaskTypes: { bad: 'denied', code: 'PERMISSION_DENIED' },
  cancelTask: {
    good: async (cloud, subject) => {
      // A window that is over for today.
      Object.assign(subject, { maintenance: windowFrom(cloud, 3) })
      const later = { cacheInstanceClass: 'redis.m.large.basic', effectiveTime: 'MaintainTime' }
      await cloud.call(subject, 'modifyCacheInstanceClass', later)
      return { taskId: (await cloud.call(subject, 'listTasks')).result.tasks[0].taskId }
    },
    bad: { taskId: 'task-nothere' },
    code: 'NOT_FOUND',
  },

  describeBackups: gone,
  createBackup: {
    good: { fileName: 'before_release' },
    bad: { cacheInstanceId: 'redis-nothere', fileName: 'x' },
    code: 'NOT_FOUND',
  },
  describeBackupPolicy: gone,
  modifyBackupPolicy: goneWith({ backupTime: '03:00-04:00 +0800', backupPeriod: 'Monday,Thursday' }),
  restoreInstance: { good: backedUp, bad: { baseId: 'base-nothere' }, code: 'NOT_FOUND' },
  describeDownloadUrl: { good: backedUp, bad: { baseId: 'base-nothere' }, code: 'NOT_FOUND' },

  describeInstanceConfig: gone,
  modifyInstanceConfig: {
    good: { instanceConfig: [{ configName: 'maxmemory-policy', configValue: 'allkeys-lfu' }] },
    bad: { instanceConfig: [{ configName: 'maxmemory-policy', configValue: 'sometimes' }] },
    code: 'INVALID_ARGUMENT',
  },
  describeConfigModifyHistory: gone,

  describeSlowLog: { bad: { cmdPattern: '(' }, code: 'INVALID_ARGUMENT' },
  describeProxySlowLog: {
    good: async (cloud) => ({ cacheInstanceId: (await cloud.make({ class: 'redis.s.small.basic', shards: 4 })).id }),
    // A standard instance has no proxies.
    bad: {},
    code: 'FAILED_PRECONDITION',
  },
  describeRedisServerLog: gone,

  describeIpWhiteList: gone,
  modifyIpWhiteList: goneWith({ ipWhiteList: ['10.1.0.0/16', '10.2.3.4'] }),
  getDisableCommands: gone,
  setDisableCommands: {
    good: { disableCommands: [{ commandName: 'keys', isDisable: true }] },
    bad: { disableCommands: [{ commandName: 'get', isDisable: true }] },
    code: 'INVALID_ARGUMENT',
  },
  describeAccounts: gone,
  createAccount: {
    good: { accountName: 'report', accountPassword: 'Passw0rd1' },
    bad: async (cloud, subject) => {
      await cloud.call(subject, 'createAccount', { accountName: 'report', accountPassword: 'Passw0rd1' })
      return { accountName: 'report', accountPassword: 'Passw0rd2' }
    },
    code: 'ALREADY_EXISTS',
  },
  modifyAccount: {
    good: async (cloud, subject) => {
      await cloud.call(subject, 'createAccount', { accountName: 'report', accountPassword: 'Passw0rd1' })
      return { accountName: 'report', accountPrivilege: 'RoleReadOnly' }
    },
    bad: { accountName: 'nobody' },
    code: 'NOT_FOUND',
  },
  deleteAccount: {
    good: async (cloud, subject) => {
      await cloud.call(subject, 'createAccount', { accountName: 'report', accountPassword: 'Passw0rd1' })
      return { accountName: 'report' }
    },
    bad: { accountName: 'nobody' },
    code: 'NOT_FOUND',
  },

  startClearData: { good: { clearType: 'AllData' }, bad: { clearType: 'SpecifiedData' }, code: 'INVALID_ARGUMENT' },
  stopClearData: {
    good: async (cloud, subject) => {
      await cloud.call(subject, 'startClearData', { clearType: 'AllData' })
      return {}
    },
    bad: {},
    code: 'FAILED_PRECONDITION',
  },
  describeClearData: {
    good: async (cloud, subject) => {
      await cloud.call(subject, 'startClearData', { clearType: 'SpecifiedData', keyPattern: 'cart:*' })
      return {}
    },
    bad: {},
    code: 'NOT_FOUND',
  },

  restartInstance: {
    good: async (_cloud, { id }) => ({ opType: 1, nodes: [`${id}-0-0`] }),
    bad: { opType: 2, nodes: ['no-such-proxy'] },
    code: 'NOT_FOUND',
  },
  switchInstanceHA: { bad: { switchList: [{ shards: [7] }] }, code: 'INVALID_ARGUMENT' },
  describeUpgradeVersion: gone,
  modifyInstanceMinorVersion: {
    good: async (cloud, subject) => ({
      minorVersion: (await cloud.call(subject, 'describeUpgradeVersion')).result.minorVersion,
    }),
    bad: { minorVersion: '4.0-0.1' },
    code: 'INVALID_ARGUMENT',
  },
  maintenanceTime: {
    good: { startTime: '18:00Z', endTime: '20:00Z' },
    bad: { startTime: '18:00Z', endTime: '18:00Z' },
    code: 'INVALID_ARGUMENT',
  },

  describeClusterInfo: gone,
  describeDetailNodeList: gone,
  describeClientList: gone,
  describeClientIpDetail: goneWith({ ip: '10.0.0.1' }),
  getMetric: {
    good: async (cloud) => ({ metric: 'qps', ...lastHour(cloud) }),
    bad: async (cloud) => ({ metric: 'mood', ...lastHour(cloud) }),
    code: 'INVALID_ARGUMENT',
  },

  createCacheAnalysis: gone,
  describeCacheAnalysisList: goneWith({ date: '2026-01-02' }),
  describeCacheAnalysisResult: { good: analysed, bad: { taskId: 'nothere' }, code: 'NOT_FOUND' },
  stopCacheAnalysis: { good: stoppable, bad: {}, code: 'FAILED_PRECONDITION' },
  describeAnalysisTime: gone,
  modifyAnalysisTime: goneWith({ analysisTime: '-' }),
  createBigKeyAnalysis2: gone,
  describeBigKeyList2: gone,
  describeBigKeyDetail2: {
    good: async (cloud, subject) => {
      await cloud.call(subject, 'createBigKeyAnalysis2')
      return { taskId: (await cloud.call(subject, 'describeBigKeyList2')).result.cacheAnalysisList[0].taskId }
    },
    bad: { taskId: 'nothere' },
    code: 'NOT_FOUND',
  },
  describeHotKeySummary: {
    bad: { startTime: '2020-01-01T00:00:00Z', endTime: '2020-01-02T00:00:00Z' },
    code: 'INVALID_ARGUMENT',
  },
  describeHotKeyDetail: {
    good: async (_cloud, { id }) => ({ nodeId: `${id}-0-0` }),
    bad: { nodeId: 'no-such-node' },
    code: 'NOT_FOUND',
  },
}

async function backedUp(cloud: JdcloudCloud, subject: CacheInstance): Promise<Input> {
  return { baseId: (await cloud.call(subject, 'createBackup', { fileName: 'before_release' })).result.baseId }
}

async function analysed(cloud: JdcloudCloud, subject: CacheInstance): Promise<Input> {
  return { taskId: (await cloud.call(subject, 'createCacheAnalysis')).requestId }
}

async function stoppable(cloud: JdcloudCloud, subject: CacheInstance): Promise<Input> {
  await cloud.call(subject, 'createCacheAnalysis')
  return {}
}

function lastHour(cloud: JdcloudCloud) {
  const now = cloud.emulator.clock.world()
  return { startTime: new Date(now - 3_600_000).toISOString(), endTime: new Date(now).toISOString() }
}

/** A window of an hour that opens some hours from now. */
function windowFrom(cloud: JdcloudCloud, hours: number) {
  const at = (more: number) =>
    new Date(cloud.emulator.clock.world() + (hours + more) * 3_600_000).toISOString().slice(11, 16)
  return { start: `${at(0)}Z`, end: `${at(1)}Z` }
}
