import { sql } from 'drizzle-orm'
import { describe, expect, test } from 'vitest'
import { accountsOf } from '@/emulator/world/accounts'
import { detailsOf } from '@/emulator/world/jdcloud-details'
import { planChange } from '@/lib/changes/plan'
import { readChange } from '@/lib/changes/store'
import { db } from '@/lib/db/client'
import type { ActionId } from '@/lib/model/action'
import type { ServiceId } from '@/lib/operation'
import { accessStage, PASSWORD, vpc } from './access-stage'
import { aCache, ask, workThrough } from './change-stage'

const { stage, run, lost, alibaba, kept, account, withAccount, jdAccount } = accessStage()

describe('the password of an account', () => {
  const OLD = 'Canary1OldWord7b'
  const NEW = 'Canary2NewWord9d'
  const SHORT = 'Canary3Jd55x'

  /** Everything that the database keeps, as text. */
  async function kept(): Promise<string> {
    const { rows } = await db().execute<{ name: string }>(
      sql`select table_name as name from information_schema.tables where table_schema = 'public' and table_type = 'BASE TABLE'`,
    )
    const tables = await Promise.all(
      rows.map(({ name }) => db().execute(sql`select to_jsonb(t)::text as row from ${sql.identifier(name)} t`)),
    )
    return JSON.stringify(tables.map((table) => table.rows))
  }

  test.each<[ServiceId, ActionId, object, string[]]>([
    ['alibaba-kvstore', 'account-create', { account: 'app', password: NEW }, [NEW]],
    ['alibaba-kvstore', 'account-reset', { account: 'app', password: NEW }, [NEW]],
    ['alibaba-kvstore', 'account-password', { account: 'app', oldPassword: OLD, password: NEW }, [OLD, NEW]],
    ['jdcloud-redis', 'account-create', { account: 'app', password: SHORT }, [SHORT]],
    ['jdcloud-redis', 'account-reset', { account: 'app', password: SHORT }, [SHORT]],
  ])('is told to %s by %s and kept nowhere', async (service, action, params, secrets) => {
    const cache = await aCache(stage.on.emulator, service, { version: '4.0', ...vpc })
    if (action !== 'account-create') {
      if (service === 'jdcloud-redis')
        detailsOf(cache.world, stage.on.emulator.world.now()).accounts.push({
          name: 'app',
          type: 'normal',
          privilege: 'RoleReadWrite',
          description: '',
          password: 'Before1Now',
        })
      else
        accountsOf(cache.world).set('app', {
          name: 'app',
          password: OLD,
          readOnly: false,
          description: '',
          readyAt: 0,
          own: false,
        })
    }
    const planned = await planChange(stage.operator, { ref: cache.ref, action, params: { ...params } })
    const shown = [JSON.stringify(planned)]
    const { id } = await ask(stage.operator, { ref: cache.ref, action, params })
    shown.push(JSON.stringify(await readChange(stage.operator, id)))
    expect(await workThrough(id)).toMatchObject({ state: 'done', sealed: null })
    shown.push(JSON.stringify(await readChange(stage.operator, id)), await kept())
    for (const secret of secrets) for (const text of shown) expect(text).not.toContain(secret)
    const now = service === 'jdcloud-redis' ? jdAccount(cache)?.password : account(cache, 'app')?.password
    expect(now).toBe(secrets.at(-1))
  })

  test('whose answer is lost a person has to look for: nobody can read it back', async () => {
    const cache = await withAccount()
    const { id } = await ask(stage.operator, {
      ref: cache.ref,
      action: 'account-reset',
      params: { account: 'app', password: NEW },
    })
    lost('ResetAccountPassword', 'drop-after')
    expect(await workThrough(id)).toMatchObject({ state: 'human', evidence: { finding: 'cannot-tell' }, sealed: null })
  })

  test('that is not the present one is refused, and nothing changed', async () => {
    const cache = await withAccount()
    const params = { account: 'app', oldPassword: 'Wrong1Wrong1', password: NEW }
    expect(await run(cache, 'account-password', params)).toMatchObject({
      state: 'failed',
      evidence: { finding: 'refused' },
    })
    expect(account(cache, 'app')?.password).toBe(PASSWORD)
  })
})
