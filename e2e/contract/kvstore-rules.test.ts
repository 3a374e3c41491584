import { describe, expect, test } from 'vitest'
import { findOperation } from '@/lib/catalog'

/** What fields of Alibaba's requests ask of each other, as the manual has it. */
const BUY = { RegionId: 'cn-hangzhou', ZoneId: 'cn-hangzhou-h', InstanceClass: 'redis.master.small.default' }
const ENTRY = { RegionId: 'cn-hangzhou', izNo: 'cn-hangzhou-h', instanceClass: 'redis.master.small.default' }
const NET = { InstanceId: 'r-1', VpcId: 'vpc-1', VSwitchId: 'vsw-1' }
const PRICE = { RegionId: 'cn-hangzhou', OrderType: 'BUY' }
const QUOTED = { IzNo: 'cn-hangzhou-h', InstanceClass: 'redis.master.small.default', Capacity: 1024 }
const SPAN = { InstanceId: 'r-1', StartTime: '2026-06-01T00:00Z', Status: ['2'] }
const WINDOW = { InstanceId: 'r-1', MaintainStartTime: '23:30Z' }

/** Fields at which a request is refused; none for one that passes. */
function refusedAt(name: string, input: object): string[] {
  const operation = findOperation('alibaba-kvstore', name)
  if (!operation) throw new Error(`there is no ${name}`)
  return (operation.request.safeParse(input).error?.issues ?? []).map((issue) => issue.path.join('.'))
}

describe.each<[string, [object, string[]][]]>([
  [
    'CreateInstance',
    [
      [BUY, []],
      [{ ...BUY, InstanceClass: undefined }, ['InstanceClass']],
      [{ ...BUY, InstanceClass: undefined, Capacity: 1024 }, []],
      [{ ...BUY, ChargeType: 'PrePaid' }, ['Period']],
      [{ ...BUY, ChargeType: 'PrePaid', Period: '12' }, []],
      [{ ...BUY, ChargeType: 'PrePaid', Period: '10' }, ['Period']],
      [{ ...BUY, AutoRenew: 'true' }, ['AutoRenewPeriod']],
      [{ ...BUY, AutoRenew: 'true', AutoRenewPeriod: '3' }, []],
      [{ ...BUY, NetworkType: 'VPC' }, ['VpcId', 'VSwitchId']],
      [{ ...BUY, NetworkType: 'VPC', VpcId: 'vpc-1', VSwitchId: 'vsw-1' }, []],
      [{ ...BUY, BackupId: '1' }, ['SrcDBInstanceId']],
      [{ ...BUY, SrcDBInstanceId: 'r-1' }, ['SrcDBInstanceId']],
      [{ ...BUY, SrcDBInstanceId: 'r-1', BackupId: '1' }, []],
      [{ ...BUY, SrcDBInstanceId: 'r-1', BackupId: '1', RestoreTime: '2026-06-01T00:00:00Z' }, ['BackupId']],
      [{ ...BUY, GlobalInstance: true, EngineVersion: '4.0' }, ['GlobalInstance']],
      [{ ...BUY, Password: 'onlysmallletters' }, ['Password']],
      [{ ...BUY, Password: 'Short1' }, ['Password']],
      [{ ...BUY, Password: 'Long-enough-1' }, []],
      [{ ...BUY, Port: 80 }, ['Port']],
      [{ ...BUY, InstanceName: '购物车-1' }, []],
      [{ ...BUY, InstanceName: '1cart' }, ['InstanceName']],
      [{ ...BUY, InstanceName: 'a cart' }, ['InstanceName']],
      [{ ...BUY, Token: 'x'.repeat(65) }, ['Token']],
      [{ ...BUY, Token: 'ü' }, ['Token']],
    ],
  ],
  [
    'CreateInstances',
    [
      [{ Instances: [ENTRY] }, []],
      [{ Instances: [] }, ['Instances']],
      [{ Instances: [ENTRY, { ...ENTRY, instanceClass: undefined }] }, ['Instances.1.instanceClass']],
      [{ Instances: [{ ...ENTRY, ChargeType: 'PrePaid' }] }, ['Instances.0.Period']],
      [{ Instances: [{ ...ENTRY, quantity: 301 }] }, ['Instances.0.quantity']],
      [{ Instances: [{ ...ENTRY, RebuildInstance: 'true' }] }, ['Instances.0.SrcDBInstanceId']],
    ],
  ],
  [
    'ModifyInstanceSpec',
    [
      [{ InstanceId: 'r-1' }, ['InstanceClass']],
      [{ InstanceId: 'r-1', InstanceClass: 'redis.master.mid.default' }, []],
      [{ InstanceId: 'r-1', MajorVersion: '5.0' }, []],
      [{ InstanceId: 'r-1', MajorVersion: '2.8' }, ['MajorVersion']],
    ],
  ],
  ['TransformToPrePaid', [[{ InstanceId: 'r-1', Period: 10 }, ['Period']]]],
  [
    'SwitchNetwork',
    [
      [NET, []],
      [{ ...NET, VSwitchId: undefined }, ['VSwitchId']],
      [{ ...NET, RetainClassic: 'True' }, ['ClassicExpiredDays']],
      [{ ...NET, RetainClassic: 'True', ClassicExpiredDays: '30' }, []],
      [{ ...NET, RetainClassic: 'True', ClassicExpiredDays: '31' }, ['ClassicExpiredDays']],
    ],
  ],
  [
    'ModifyDBInstanceConnectionString',
    [
      [{ DBInstanceId: 'r-1', CurrentConnectionString: 'x' }, ['NewConnectionString']],
      [{ DBInstanceId: 'r-1', CurrentConnectionString: 'x', Port: 6380 }, []],
      [
        { DBInstanceId: 'r-1', CurrentConnectionString: 'x', NewConnectionString: 'WithCapitals' },
        ['NewConnectionString'],
      ],
    ],
  ],
  [
    'DescribeAvailableResource',
    [
      [{ RegionId: 'cn-hangzhou' }, []],
      [{ RegionId: 'cn-hangzhou', OrderType: 'BUY' }, []],
      [{ RegionId: 'cn-hangzhou', OrderType: 'UPGRADE' }, ['InstanceId']],
      [{ RegionId: 'cn-hangzhou', OrderType: 'RENEW', InstanceId: 'r-1' }, []],
    ],
  ],
  [
    'DescribePrice',
    [
      [PRICE, ['InstanceClass']],
      [{ ...PRICE, Capacity: 1024 }, []],
      [{ ...PRICE, OrderType: 'UPGRADE', Capacity: 1024 }, ['InstanceId']],
      [{ ...PRICE, OrderType: 'RENEW', InstanceId: 'r-1' }, []],
      [{ ...PRICE, OrderType: 'DOWNGRADE', Capacity: 1024 }, ['OrderType']],
      [{ ...PRICE, Instances: [{ ...QUOTED, OrderType: 'BUY' }] }, []],
      [{ ...PRICE, Instances: [{ ...QUOTED, OrderType: 'RENEW' }] }, ['Instances.0.InstanceId']],
    ],
  ],
  [
    'ModifyInstanceAutoRenewalAttribute',
    [
      [{ DBInstanceId: ['r-1'] }, []],
      [{ DBInstanceId: ['r-1'], AutoRenew: 'true', Duration: 13 }, ['Duration']],
      [{ DBInstanceId: ['r-1'], Duration: 3 }, ['Duration']],
      [{ DBInstanceId: Array.from({ length: 31 }, (_, i) => `r-${i}`) }, ['DBInstanceId']],
    ],
  ],
  [
    'ModifyInstanceAttribute',
    [
      [{ InstanceId: 'r-1' }, ['InstanceName']],
      [{ InstanceId: 'r-1', InstanceReleaseProtection: false }, []],
      [{ InstanceId: 'r-1', NewPassword: 'alllowercase' }, ['NewPassword']],
    ],
  ],
  [
    'ModifyInstanceMaintainTime',
    [
      [{ ...WINDOW, MaintainEndTime: '00:30Z' }, []],
      [{ ...WINDOW, MaintainEndTime: '23:50Z' }, ['MaintainEndTime']],
      [{ ...WINDOW, MaintainEndTime: '23:30Z' }, ['MaintainEndTime']],
      [{ ...WINDOW, MaintainEndTime: '24:30Z' }, ['MaintainEndTime']],
    ],
  ],
  [
    'DescribeTasks',
    [
      [{ ...SPAN, EndTime: '2026-06-02T00:00Z' }, []],
      [{ ...SPAN, EndTime: '2026-05-31T00:00Z' }, ['EndTime']],
      [{ ...SPAN, EndTime: '2026-06-02T00:00Z', Status: ['2', '3'] }, ['Status.1']],
      [{ ...SPAN, EndTime: '2026-06-02T00:00:00Z' }, ['EndTime']],
    ],
  ],
])('%s', (name, cases) => {
  test.each(cases)('%o is refused at %o', (input, fields) => {
    expect(refusedAt(name, input)).toEqual(fields)
  })
})
