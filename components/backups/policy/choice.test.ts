import { describe, expect, test } from 'vitest'
import { loadAction } from '@/lib/explorer/action-params'
import type { BackupPolicy } from '@/lib/model/backup'
import { CALLS, choiceOf, chosenOf, FIXED_HOURS, paramsOf } from './choice'

const policy: BackupPolicy = {
  on: true,
  days: ['Monday'],
  window: { start: '03:00', end: '04:00' },
  offsetMinutes: 480,
  retentionDays: 7,
  incremental: null,
  nextAt: null,
}
const SERVICES = ['alibaba-kvstore', 'jdcloud-redis', 'kingsoft-redis'] as const

describe.each(SERVICES)('%s', (service) => {
  const choice = choiceOf(policy, CALLS[service]?.offset ?? 0)

  test('what the editor makes of a policy is what the action takes', async () => {
    const action = await loadAction(service, 'backup-policy')
    expect(action?.params.safeParse(paramsOf(service, choice)).success).toBe(true)
  })

  test('what was planned comes back as it was chosen', () => {
    const again = chosenOf(paramsOf(service, choice))
    expect(paramsOf(service, again)).toEqual(paramsOf(service, choice))
  })
})

test('a policy told on one clock is edited on that of the call: Monday 03:00 in China is Sunday 19:00 in UTC', () => {
  expect(choiceOf(policy, 0)).toMatchObject({ days: ['Sunday'], start: '19:00', end: '20:00' })
  expect(choiceOf(policy, 480)).toMatchObject({ days: ['Monday'], start: '03:00', end: '04:00' })
})

test('each fixed hour is one that Kingsoft takes', async () => {
  const params = (await loadAction('kingsoft-redis', 'backup-policy'))?.params
  for (const hour of FIXED_HOURS) expect(params?.safeParse({ on: true, hour }).success).toBe(true)
  expect(params?.safeParse({ on: true, hour: '23:00-00:00' }).success).toBe(false)
})
