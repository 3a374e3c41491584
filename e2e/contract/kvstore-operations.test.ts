import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { catalog } from '@/lib/catalog'
import { availableOperations } from '@/lib/providers/alibaba/kvstore/operations/available'
import { connectionOperations } from '@/lib/providers/alibaba/kvstore/operations/connection'
import { creationOperations } from '@/lib/providers/alibaba/kvstore/operations/creation'
import { instanceOperations } from '@/lib/providers/alibaba/kvstore/operations/instance'
import { lifecycleOperations } from '@/lib/providers/alibaba/kvstore/operations/lifecycle'
import { nodeOperations } from '@/lib/providers/alibaba/kvstore/operations/node'
import { regionOperations } from '@/lib/providers/alibaba/kvstore/operations/region'
import { renewalOperations } from '@/lib/providers/alibaba/kvstore/operations/renewal'
import { sslOperations } from '@/lib/providers/alibaba/kvstore/operations/ssl'
import { taskOperations } from '@/lib/providers/alibaba/kvstore/operations/task'
import { upkeepOperations } from '@/lib/providers/alibaba/kvstore/operations/upkeep'
import { inputOf } from './cases'
import { codeOf, kvstoreCloud, strangersIn } from './kvstore'
import { KVSTORE } from './kvstore-cases'

type Cloud = Awaited<ReturnType<typeof kvstoreCloud>>

let cloud: Cloud
beforeAll(async () => {
  cloud = await kvstoreCloud()
})
afterAll(() => cloud.emulator.stop())

const NAMES = Object.keys({
  ...regionOperations,
  ...availableOperations,
  ...creationOperations,
  ...lifecycleOperations,
  ...instanceOperations,
  ...nodeOperations,
  ...upkeepOperations,
  ...connectionOperations,
  ...sslOperations,
  ...renewalOperations,
  ...taskOperations,
})

describe.each(NAMES)('%s', (name) => {
  const row = catalog['alibaba-kvstore'][name as keyof (typeof catalog)['alibaba-kvstore']] // a name of its tables
  const { good, bad, code } = KVSTORE[name] ?? { good: {}, bad: {}, code: 'there is no case for it' }

  test('works', async () => {
    const answer = await cloud.ask(name, await inputOf(good, cloud))
    expect(answer.RequestId).toMatch(/^[0-9A-F-]{36}$/i)
    // The emulator says nothing that the row does not know: misspelt fields would pass a loose schema unseen.
    expect(strangersIn(row.response, answer)).toEqual([])
  })

  test(`is refused with ${code}`, async () => {
    expect(await codeOf(cloud.ask(name, await inputOf(bad, cloud)))).toBe(code)
  })
})
