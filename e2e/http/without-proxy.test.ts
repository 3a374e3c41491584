import { eq } from 'drizzle-orm'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { VARIANTS } from '@/e2e/api/bypass'
import { type Console, startConsole } from '@/e2e/api/server'
import { projectPath } from '@/lib/cli/project'
import { db } from '@/lib/db/client'
import { users } from '@/lib/db/schema'

const SECRET_NAME = 'only-for-people-who-are-signed-in'

let deck: Console
beforeAll(async () => {
  deck = await startConsole({}, projectPath('e2e/api/web-without-proxy.ts'))
  const { id } = await deck.as('admin')
  await db().update(users).set({ name: SECRET_NAME }).where(eq(users.id, id))
})
afterAll(() => deck.close())

describe('with proxy.ts deleted', () => {
  test('pages have no nonce, so it is really gone', async () => {
    const policy = String((await deck.anybody().get('/sign-in')).headers['content-security-policy'])
    expect(policy).toContain("default-src 'none'")
    expect(policy).not.toContain('nonce-')
  })

  test.each(VARIANTS)('%s %s shows nothing to who is not signed in', async (_, path, headers) => {
    const answer = await deck.anybody().get(path, { headers })
    expect(answer.text).not.toContain(SECRET_NAME)
    expect(answer.text).not.toContain('@example.com')
    expect(answer.status).not.toBe(500)
  })

  test.each(['/', '/instances', '/users', '/audit', '/accounts', '/settings', '/me'])(
    'the page %s still sends to sign in',
    async (path) => {
      const answer = await deck.anybody().get(path)
      expect([answer.status, answer.headers.location]).toEqual([307, '/sign-in'])
    },
  )

  test('routes still ask for session, role and origin', async () => {
    expect((await deck.anybody().get('/api/users')).status).toBe(401)
    expect((await (await deck.as('viewer')).get('/api/users')).status).toBe(403)
    const admin = await deck.as('admin')
    expect((await admin.get('/api/users')).text).toContain(SECRET_NAME)
    expect((await admin.patch('/api/me', { name: 'x' }, { headers: { origin: 'null' } })).status).toBe(403)
  })
})
