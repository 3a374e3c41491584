import { describe, expect, test } from 'vitest'
import { findOperation } from '@/lib/catalog'

const PATH = { regionId: 'cn-north-1', cacheInstanceId: 'redis-4x8b2pcd1e' }
const WISH = {
  vpcId: 'vpc-abc123',
  subnetId: 'subnet-abc123',
  cacheInstanceName: 'my_cache',
  cacheInstanceClass: 'redis.m.micro.basic',
  azId: { master: 'cn-north-1a', slave: 'cn-north-1a' },
}

/** The fields that a request is refused for. */
function refused(name: string, input: object): string[] {
  const row = findOperation('jdcloud-redis', name)
  if (!row) throw new Error(`no row ${name}`)
  const known = Object.fromEntries(Object.entries(PATH).filter(([field]) => field in row.request.shape))
  const { error } = row.request.safeParse({ ...known, ...input })
  return (error?.issues ?? []).map(({ path }) => path.join('.'))
}

/** What is asked for, and the fields it is refused for: none when it is right. */
describe('createCacheInstance', () => {
  test.each<[object, string[]]>([
    [{}, []],
    [{ password: '' }, []],
    [{ password: 'Passw0rd1' }, []],
    [{ password: 'password' }, ['cacheInstance.password']],
    [{ password: '12345678' }, ['cacheInstance.password']],
    [{ password: 'Passw0rd!' }, ['cacheInstance.password']],
    [{ password: 'Passw0rd123456789' }, ['cacheInstance.password']],
    [{ cacheInstanceName: '缓存_1' }, []],
    [{ cacheInstanceName: 'a' }, ['cacheInstance.cacheInstanceName']],
    [{ cacheInstanceName: 'two words' }, ['cacheInstance.cacheInstanceName']],
    [{ cacheInstanceDescription: 'x'.repeat(257) }, ['cacheInstance.cacheInstanceDescription']],
    [{ cacheInstanceClass: 'redis.s.small.basic', shardNumber: 4 }, []],
    [{ cacheInstanceClass: 'redis.s.small.basic' }, ['cacheInstance.shardNumber']],
    [{ shardNumber: 4 }, ['cacheInstance.shardNumber']],
    [{ backupId: 'base-1', srcInstanceId: 'redis-1' }, []],
    [{ backupId: 'base-1' }, ['cacheInstance.srcInstanceId']],
    [{ srcInstanceId: 'redis-1' }, ['cacheInstance.backupId']],
    [{ cacheInstanceType: 'native-cluster', enableSmartProxy: 1 }, []],
    [{ cacheInstanceType: 'cluster', enableSmartProxy: 1 }, ['cacheInstance.enableSmartProxy']],
    [{ dbNum: 15 }, ['cacheInstance.dbNum']],
    [{ redisVersion: '3.0' }, ['cacheInstance.redisVersion']],
    [{ azId: { master: 'cn-north-1a' } }, ['cacheInstance.azId.slave']],
  ])('instance %j is refused for %j', (change, fields) => {
    expect(refused('createCacheInstance', { cacheInstance: { ...WISH, ...change } })).toEqual(fields)
  })

  const prepaid = { chargeMode: 'prepaid_by_duration' }
  test.each<[object, string[]]>([
    [{}, []],
    [{ chargeMode: 'postpaid_by_usage' }, []],
    [{ ...prepaid, chargeDuration: 9 }, []],
    [{ ...prepaid, chargeDuration: 3, chargeUnit: 'year', autoRenew: true }, []],
    [prepaid, ['charge.chargeDuration']],
    [{ ...prepaid, chargeDuration: 10 }, ['charge.chargeDuration']],
    [{ ...prepaid, chargeDuration: 4, chargeUnit: 'year' }, ['charge.chargeDuration']],
    [{ chargeDuration: 1 }, ['charge.chargeDuration']],
    [{ chargeUnit: 'year' }, ['charge.chargeUnit']],
    [{ autoRenew: true }, ['charge.autoRenew']],
    [{ autoChangeChargeMode: true }, ['charge.autoChangeChargeModeDate']],
    [{ autoChangeChargeMode: true, autoChangeChargeModeDate: '2027-02-30' }, ['charge.autoChangeChargeModeDate']],
    [{ autoChangeChargeMode: true, autoChangeChargeModeDate: '2027-01-01' }, []],
  ])('charge %j is refused for %j', (charge, fields) => {
    expect(refused('createCacheInstance', { cacheInstance: WISH, charge })).toEqual(fields)
  })
})

test.each<[string, object, string[]]>([
  ['modifyCacheInstanceAttribute', {}, ['cacheInstanceName']],
  ['modifyCacheInstanceAttribute', { cacheInstanceDescription: '' }, []],
  ['modifyCacheInstanceAttribute', { cacheInstanceName: 'new_name' }, []],
  [
    'modifyCacheInstanceClass',
    { cacheInstanceClass: 'redis.m.small.basic', effectiveTime: 'Later' },
    ['effectiveTime'],
  ],
  ['resetCacheInstancePassword', {}, []],
  ['createBackup', { fileName: 'a_1' }, []],
  ['createBackup', { fileName: 'a-1' }, ['fileName']],
  ['createBackup', { fileName: 'x'.repeat(33) }, ['fileName']],
  ['createBackup', { fileName: 'a', backupType: 0 }, ['backupType']],
  ['modifyBackupPolicy', { backupTime: '01:00-02:00 +0800', backupPeriod: 'Monday' }, []],
  ['modifyBackupPolicy', { backupTime: '01:00-25:00 +0800', backupPeriod: 'Monday' }, ['backupTime']],
  ['modifyBackupPolicy', { backupTime: '01:00-02:00', backupPeriod: 'Monday' }, ['backupTime']],
  ['modifyBackupPolicy', { backupTime: '01:00-02:00 +0800', backupPeriod: 'Monday,Funday' }, ['backupPeriod']],
  ['modifyInstanceConfig', { instanceConfig: [] }, ['instanceConfig']],
  [
    'modifyInstanceConfig',
    { instanceConfig: [{ configName: 'port', configValue: '1' }] },
    ['instanceConfig.0.configName'],
  ],
  ['modifyIpWhiteList', { ipWhiteList: ['0.0.0.0/0', '10.1.2.3'] }, []],
  ['modifyIpWhiteList', { ipWhiteList: ['10.1.2.256'] }, ['ipWhiteList.0']],
  ['modifyIpWhiteList', { ipWhiteList: ['10.0.0.0/33'] }, ['ipWhiteList.0']],
  ['modifyIpWhiteList', { ipWhiteList: [] }, ['ipWhiteList']],
  ['createAccount', { accountName: 'report' }, ['accountPassword']],
  ['createAccount', { accountName: 'report', accountPassword: '' }, ['accountPassword']],
  ['startClearData', { clearType: 'SpecifiedData', keyPattern: 'cart:*' }, []],
  ['startClearData', { clearType: 'AllData', keyPattern: 'cart:*' }, ['keyPattern']],
  [
    'startClearData',
    { clearType: 'ExpiredData', keyFilter: [{ filterType: 'ttl', operator: 'lt', value: 60 }] },
    ['keyFilter'],
  ],
  ['restartInstance', { opType: 3, nodes: ['a'] }, ['opType']],
  ['restartInstance', { opType: 1, nodes: [] }, ['nodes']],
  ['modifyInstanceMinorVersion', {}, ['minorVersion']],
  ['modifyInstanceMinorVersion', { minorVersion: '4.0-1.4', proxyMinorVersion: '1.3.0' }, ['minorVersion']],
  ['modifyInstanceMinorVersion', { proxyMinorVersion: '1.3.0' }, []],
  ['maintenanceTime', { startTime: '18:00Z', endTime: '22:00' }, ['endTime']],
  ['describeCacheAnalysisList', { date: '2026-13-01' }, ['date']],
  ['modifyAnalysisTime', { analysisTime: '-' }, []],
  ['modifyAnalysisTime', { analysisTime: 'never' }, ['analysisTime']],
  ['createBigKeyAnalysis2', { stringSize: 10_239 }, ['stringSize']],
  ['createBigKeyAnalysis2', { listSize: 999 }, ['listSize']],
  ['getMetric', { metric: 'qps', startTime: 'yesterday', endTime: '2026-01-02T03:04:05Z' }, ['startTime']],
  ['describeBackups', { pageSize: 9 }, ['pageSize']],
])('%s %j is refused for %j', (name, input, fields) => {
  expect(refused(name, input)).toEqual(fields)
})
