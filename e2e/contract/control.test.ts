import { request } from 'node:http'
import { describe, expect, test } from 'vitest'
import { byAws4 } from './kingsoft-client'
import { control, list, start } from './running'

describe('the control API', () => {
  test('shows what was received, and no secret', async () => {
    const emulator = await start()
    await list(emulator, { params: { Limit: '7', Name: 'a b+c' } })
    await byAws4({ url: emulator.url, service: 'kcs', region: 'cn-beijing-6', action: 'X', version: '2016-07-01' })
    const { body } = await control(emulator, 'GET', 'requests')
    expect(body.items[0]).toMatchObject({
      service: 'kingsoft-redis',
      operation: 'DescribeCacheClusters',
      region: 'cn-beijing-6',
      accessKeyId: 'testid',
      scheme: 'kingsoft-query',
      status: 200,
      params: { Limit: '7', Name: 'a b+c' },
    })
    expect(body.items[1]).toMatchObject({ scheme: 'kingsoft-aws4', code: 'InvalidAction' })
    expect(JSON.stringify(body)).not.toMatch(/Signature"|authorization|testsecret/i)
    const counters = await control(emulator, 'GET', 'counters')
    expect(counters.body.items).toContainEqual(
      expect.objectContaining({ operation: 'DescribeCacheClusters', calls: 1, failed: 0 }),
    )
    expect((await control(emulator, 'GET', 'keys')).body.items[0]).not.toHaveProperty('secret')
  })

  test('makes, changes and removes instances, and puts everything back', async () => {
    const emulator = await start({ quotas: false })
    const total = async () => (await list(emulator)).body.Data?.total
    const before = await total()
    const made = await control(emulator, 'POST', 'instances', {
      service: 'kingsoft-redis',
      region: 'cn-beijing-6',
      zone: 'cn-beijing-6a',
      owner: 'haitang-content',
      name: 'made-by-hand',
      class: '4',
    })
    expect(await total()).toBe((before ?? 0) + 1)
    await control(emulator, 'PATCH', `instances/${made.body.id}`, { status: '99' })
    expect((await list(emulator, { params: { Name: 'made-by-hand' } })).body.Data?.list[0]).toMatchObject({
      status: 99,
    })
    await control(emulator, 'DELETE', `instances/${made.body.id}`)
    expect(await total()).toBe(before)
    await control(emulator, 'POST', 'faults', { kind: 'throttling' })
    await control(emulator, 'POST', 'reset')
    expect(await total()).toBe(before)
  })

  test('answers this machine only: no vendor host, no page of a web site', async () => {
    const emulator = await start()
    expect((await control(emulator, 'POST', 'reset', {}, { origin: 'http://evil.example' })).status).toBe(403)
    const status = await new Promise((done) => {
      const headers = { host: 'r-kvstore.aliyuncs.com' }
      request({ port: emulator.port, host: '127.0.0.1', path: '/_emulator/keys', headers }, (answer) => {
        answer.resume()
        done(answer.statusCode)
      }).end()
    })
    expect(status).toBe(400)
  })
})
