import { eq } from 'drizzle-orm'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { type Actor, systemActor } from '@/lib/bff/actor'
import { db } from '@/lib/db/client'
import { audit, settings } from '@/lib/db/schema'
import { testDatabase } from '@/lib/db/testing'
import { DEFAULT_SETTINGS, readSettings, SETTINGS_KEY } from './settings'
import { patchSettings } from './write'

let drop: () => Promise<void>
beforeAll(async () => {
  drop = (await testDatabase()).drop
})
afterAll(() => drop())
beforeEach(() => db().delete(settings).where(eq(settings.key, SETTINGS_KEY)))

const admin: Actor = systemActor('test', 'request')

test('a new deployment has the defaults; the first change starts at version 0', async () => {
  expect(await readSettings()).toEqual(DEFAULT_SETTINGS)
  const saved = await patchSettings(admin, { version: 0, organisation: 'Acme' })
  expect(saved).toEqual({ ...DEFAULT_SETTINGS, organisation: 'Acme', version: 1 })
  expect(await readSettings()).toEqual(saved)
})

test('of two changes to one version one wins and the other is told', async () => {
  for (const version of [0, 1]) {
    const both = await Promise.allSettled([
      patchSettings(admin, { version, contact: 'a' }),
      patchSettings(admin, { version, contact: 'b' }),
    ])
    expect(both.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected'])
    expect(both.find((each) => each.status === 'rejected')).toMatchObject({ reason: { code: 'conflict-version' } })
  }
})

test('what was changed is on record, from and to; an admin of some accounts may not change it', async () => {
  await patchSettings(admin, { version: 0, sessionHours: 8 })
  expect((await db().select().from(audit).orderBy(audit.seq)).at(-1)?.details).toEqual({
    from: { sessionHours: 12 },
    to: { sessionHours: 8 },
  })
  const limited: Actor = { ...admin, scope: { kind: 'some', accounts: [], environments: ['production'], teams: [] } }
  await expect(patchSettings(limited, { version: 1, sessionHours: 9 })).rejects.toMatchObject({
    code: 'forbidden-scope',
  })
})

test('a stored value that an older version wrote is completed by the defaults', async () => {
  await db()
    .insert(settings)
    .values({ key: SETTINGS_KEY, value: { organisation: 'Old' }, version: 3 })
  expect(await readSettings()).toEqual({ ...DEFAULT_SETTINGS, organisation: 'Old', version: 3 })
})
