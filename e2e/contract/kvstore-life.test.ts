import { createRequire } from 'node:module'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type Emulator, startEmulator } from '@/emulator/server'

/** A full life of an instance through the vendor's own clients: they flatten, sign and read in their own way. */
const require = createRequire(import.meta.url)

// `any`: the vendor's clients answer with whatever the cloud sent.
type Ask = (action: string, params: Record<string, unknown>) => Promise<any>

const clients: Record<string, (host: string) => Ask> = {
  'pop-core, POST': (host) => {
    const { RPCClient } = require('@alicloud/pop-core')
    const keys = { accessKeyId: 'testid', accessKeySecret: 'testsecret' }
    const client = new RPCClient({ ...keys, endpoint: `http://${host}`, apiVersion: '2015-01-01' })
    return (action, params) => client.request(action, params, { method: 'POST' })
  },
  'r-kvstore20150101': (host) => {
    const sdk = require('@alicloud/r-kvstore20150101')
    const { Config } = require('@alicloud/openapi-core').$OpenApiUtil
    const keys = { accessKeyId: 'testid', accessKeySecret: 'testsecret' }
    const client = new sdk.default(new Config({ ...keys, endpoint: host, protocol: 'HTTP' }))
    return async (action, params) => {
      const answer = await client[lower(action)](requestOf(sdk, action, params))
      return JSON.parse(JSON.stringify(answer.body.toMap()))
    }
  },
}

const lower = (name: string) => `${name[0]?.toLowerCase()}${name.slice(1)}`

/** The generated client has classes of its own for lists of objects, with names in camel case. */
function requestOf(sdk: Record<string, new (map: object) => object>, action: string, params: Record<string, unknown>) {
  const made = Object.entries(params).map(([name, value]) => {
    const Item = sdk[`${action}Request${name}`]
    const items =
      Item && Array.isArray(value)
        ? value.map((item) => new Item(Object.fromEntries(Object.entries(item).map(([k, v]) => [lower(k), v]))))
        : value
    return [lower(name), items]
  })
  const Request = sdk[`${action}Request`]
  if (!Request) throw new Error(`the client has no ${action}`)
  return new Request(Object.fromEntries(made))
}

let emulator: Emulator
beforeAll(async () => {
  emulator = await startEmulator({ pace: 'instant', quotas: false, profile: 'empty' })
})
afterAll(() => emulator.stop())

describe.each(Object.entries(clients))('%s', (_name, connect) => {
  test('lists regions, creates, resizes, backs up, restores, renames, exposes, flushes and deletes', async () => {
    const ask = connect(`127.0.0.1:${emulator.port}`)
    const { RegionIds } = await ask('DescribeRegions', {})
    const RegionId = 'cn-hangzhou'
    expect(RegionIds.KVStoreRegion.map((region: { RegionId: string }) => region.RegionId)).toContain(RegionId)

    const created = await ask('CreateInstance', {
      RegionId,
      ZoneId: 'cn-hangzhou-h',
      InstanceClass: 'redis.master.small.default',
      InstanceName: 'lifecart',
      Password: 'Trial-2026',
      Tag: [{ Key: 'team', Value: 'shop 店' }],
    })
    const { InstanceId } = created
    const read = async () => (await ask('DescribeInstanceAttribute', { InstanceId })).Instances.DBInstanceAttribute[0]
    expect(await read()).toMatchObject({
      InstanceStatus: 'Normal',
      InstanceName: 'lifecart',
      Tags: { Tag: [{ Key: 'team', Value: 'shop 店' }] },
    })

    await ask('ModifyInstanceSpec', { InstanceId, InstanceClass: 'redis.master.mid.default' })
    expect(await read()).toMatchObject({ Capacity: 2048, InstanceClass: 'redis.master.mid.default' })

    await ask('CreateBackup', { InstanceId })
    const { Backups } = await ask('DescribeBackups', {
      InstanceId,
      StartTime: '2020-01-01T00:00Z',
      EndTime: '2040-01-01T00:00Z',
    })
    const [backup] = Backups.Backup
    await ask('FlushInstance', { InstanceId })
    await ask('RestoreInstance', { InstanceId, BackupId: String(backup.BackupId) })

    await ask('ModifyInstanceAttribute', { InstanceId, InstanceName: 'lifecart2' })
    const Port = '6380'
    await ask('AllocateInstancePublicConnection', { InstanceId, ConnectionStringPrefix: `life${Date.now()}`, Port })
    const net = await ask('DescribeDBInstanceNetInfo', { InstanceId })
    expect(net.NetInfoItems.InstanceNetInfo.map((item: { Port: string }) => item.Port)).toEqual(['6379', '6380'])
    expect(await read()).toMatchObject({ InstanceName: 'lifecart2', InstanceStatus: 'Normal' })

    await ask('DeleteInstance', { InstanceId })
    await expect(ask('DescribeInstanceAttribute', { InstanceId })).rejects.toMatchObject({
      code: 'InvalidInstanceId.NotFound',
    })
  })
})
