import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { catalog } from '@/lib/catalog'
import type { SignatureScheme } from '@/lib/providers/contract'
import { MEMCACHED, REDIS } from './kingsoft-cases'
import { byAws4, byQuery } from './kingsoft-client'
import { kingsoftStage, REGION } from './kingsoft-stage'

/** Every operation once with a good and once with a bad request, in both signature schemes. */
const SERVICES = [
  ['kingsoft-redis', 'kcs', REDIS],
  ['kingsoft-memcached', 'memcached', MEMCACHED],
] as const

test.each(SERVICES)('%s: every operation has a case', (service, _host, cases) => {
  expect(Object.keys(cases).sort()).toEqual(Object.keys(catalog[service]).sort())
})

describe.each<[SignatureScheme['id'], typeof byQuery]>([
  ['kingsoft-query', byQuery],
  ['kingsoft-aws4', byAws4],
])('%s', (scheme, through) => {
  let stage: Awaited<ReturnType<typeof kingsoftStage>>
  beforeAll(async () => {
    stage = await kingsoftStage({ scheme })
  })
  afterAll(() => stage.emulator.stop())

  describe.each(SERVICES)('%s', (service, host, cases) => {
    const table: Record<string, { method: string; apiVersion: string }> = catalog[service]
    const ask = (name: string, input: object) =>
      (service === 'kingsoft-redis' ? stage.redis : stage.memcached)(name, input)

    test.each(Object.entries(cases))('%s', async (action, { good, bad, code }) => {
      expect(await ask(action, await good(stage))).toMatchObject({ RequestId: expect.any(String) })
      const { method, apiVersion } = table[action] ?? { method: '', apiVersion: '' }
      const url = stage.emulator.url
      const version = action === 'StatisticDBInstances' ? '2011-01-01' : apiVersion
      const refused = await through({ url, service: host, region: REGION, action, version, method, params: bad })
      // The one operation without parameters can only be asked for in a wrong version.
      expect(refused.body.Error?.Code).toBe(action === 'StatisticDBInstances' ? 'MissingAction' : code)
      expect(refused.status).toBe(400)
    })
  })
})
