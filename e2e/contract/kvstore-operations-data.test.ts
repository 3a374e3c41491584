import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { accountOperations } from '@/lib/providers/alibaba/kvstore/operations/account'
import { backupOperations } from '@/lib/providers/alibaba/kvstore/operations/backup'
import { diagnosticsOperations } from '@/lib/providers/alibaba/kvstore/operations/diagnostics'
import { logOperations } from '@/lib/providers/alibaba/kvstore/operations/log'
import { maintenanceOperations } from '@/lib/providers/alibaba/kvstore/operations/maintenance'
import { monitoringOperations } from '@/lib/providers/alibaba/kvstore/operations/monitoring'
import { parameterOperations } from '@/lib/providers/alibaba/kvstore/operations/parameter'
import { securityOperations } from '@/lib/providers/alibaba/kvstore/operations/security'
import { tagOperations } from '@/lib/providers/alibaba/kvstore/operations/tag'
import { inputOf } from './cases'
import { codeOf, kvstoreCloud, strangersIn } from './kvstore'
import { KVSTORE_DATA } from './kvstore-cases-data'

type Cloud = Awaited<ReturnType<typeof kvstoreCloud>>

const ROWS = {
  ...accountOperations,
  ...securityOperations,
  ...backupOperations,
  ...parameterOperations,
  ...monitoringOperations,
  ...logOperations,
  ...diagnosticsOperations,
  ...maintenanceOperations,
  ...tagOperations,
}

let cloud: Cloud
beforeAll(async () => {
  cloud = await kvstoreCloud()
  await cloud.ask('InitializeKvstorePermission')
})
afterAll(() => cloud.emulator.stop())

describe.each(Object.entries(ROWS))('%s', (name, row) => {
  const { good, bad, code } = KVSTORE_DATA[name] ?? { good: {}, bad: {}, code: 'there is no case for it' }

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
