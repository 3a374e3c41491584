import { and, eq } from 'drizzle-orm'
import type { z } from 'zod'
import type { Actor } from '@/lib/bff/actor'
import { auditOf } from '@/lib/bff/audited'
import { problem } from '@/lib/bff/problem'
import { db } from '@/lib/db/client'
import { settings } from '@/lib/db/schema'
import type { Settings, SettingsPatch } from '@/lib/model/settings'
import { readSettings, SETTINGS_KEY } from './settings'

/**
 * Changes the settings of the whole deployment; only for an admin of all accounts. Throws `forbidden-scope`, and
 * `conflict-version` when they were changed since `version` was read.
 */
export async function patchSettings(
  actor: Actor,
  { version, ...patch }: z.infer<typeof SettingsPatch>,
): Promise<Settings> {
  if (actor.scope.kind !== 'all') throw problem('forbidden-scope')
  return db().transaction(async (tx) => {
    const before = await readSettings(tx)
    if (before.version !== version) throw problem('conflict-version')
    const { version: _, ...after } = { ...before, ...patch }
    const written =
      version === 0
        ? await tx
            .insert(settings)
            .values({ key: SETTINGS_KEY, value: after, version: 1 })
            .onConflictDoNothing()
            .returning()
        : await tx
            .update(settings)
            .set({ value: after, version: version + 1 })
            .where(and(eq(settings.key, SETTINGS_KEY), eq(settings.version, version)))
            .returning()
    if (written.length === 0) throw problem('conflict-version')
    await auditOf(tx, actor, {
      action: 'settings.update',
      target: 'settings',
      outcome: 'succeeded',
      details: {
        from: Object.fromEntries(Object.entries(before).filter(([key]) => Object.hasOwn(patch, key))),
        to: patch,
      },
    })
    return { ...after, version: version + 1 }
  })
}
