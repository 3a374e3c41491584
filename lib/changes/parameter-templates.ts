import { and, asc, eq, sql } from 'drizzle-orm'
import { z } from 'zod'
import type { Actor } from '@/lib/bff/actor'
import { auditOf } from '@/lib/bff/audited'
import { problem } from '@/lib/bff/problem'
import { db } from '@/lib/db/client'
import { newId } from '@/lib/db/id'
import { parameterTemplates } from '@/lib/db/parameter-schema'
import {
  MOST_TEMPLATES,
  type ParameterTemplate,
  type TemplateDraft,
  type TemplateEdit,
  type TemplateList,
} from '@/lib/model/parameter-template'

type Row = typeof parameterTemplates.$inferSelect

const shown = ({ savedAt, ...row }: Row): ParameterTemplate => ({ ...row, savedAt: savedAt.toISOString() })

/** All templates, by name. */
export async function listTemplates(): Promise<z.infer<typeof TemplateList>> {
  const rows = await db()
    .select()
    .from(parameterTemplates)
    .orderBy(asc(sql`lower(${parameterTemplates.name})`))
  return { items: rows.map(shown) }
}

/** Keeps a new one. Throws `conflict-exists` with field `name`, and `bad-input` when there are too many. */
export async function createTemplate(actor: Actor, draft: z.output<typeof TemplateDraft>): Promise<ParameterTemplate> {
  return unlessTaken(() =>
    db().transaction(async (tx) => {
      const count = await tx.$count(parameterTemplates)
      if (count >= MOST_TEMPLATES) throw problem('bad-input', { fields: { name: { code: 'too-many' } } })
      const [row] = await tx
        .insert(parameterTemplates)
        .values({ id: newId(), ...draft, savedBy: actor.label })
        .returning()
      if (!row) throw new Error('a template was not stored')
      await auditOf(tx, actor, {
        action: 'parameter-template.create',
        target: row.name,
        outcome: 'succeeded',
        details: { template: row.id, service: row.service, version: row.version, values: row.values },
      })
      return shown(row)
    }),
  )
}

/** Saves it anew. Throws `not-found`, `conflict-version`, `conflict-exists`. */
export async function saveTemplate(
  actor: Actor,
  id: string,
  { revision, ...edit }: z.output<typeof TemplateEdit>,
): Promise<ParameterTemplate> {
  return unlessTaken(() =>
    db().transaction(async (tx) => {
      const [before] = await tx.select().from(parameterTemplates).where(eq(parameterTemplates.id, id)).for('update')
      if (!before) throw problem('not-found')
      if (before.revision !== revision) throw problem('conflict-version')
      const [row] = await tx
        .update(parameterTemplates)
        .set({ ...edit, revision: revision + 1, savedAt: sql`now()`, savedBy: actor.label })
        .where(and(eq(parameterTemplates.id, id), eq(parameterTemplates.revision, revision)))
        .returning()
      if (!row) throw problem('conflict-version')
      await auditOf(tx, actor, {
        action: 'parameter-template.save',
        target: row.name,
        outcome: 'succeeded',
        details: { template: id, before: aboutOf(before), after: aboutOf(row) },
      })
      return shown(row)
    }),
  )
}

/** Deletes it; no instance notices. Throws `not-found`. */
export async function deleteTemplate(actor: Actor, id: string): Promise<void> {
  await db().transaction(async (tx) => {
    const [row] = await tx.delete(parameterTemplates).where(eq(parameterTemplates.id, id)).returning()
    if (!row) throw problem('not-found')
    await auditOf(tx, actor, {
      action: 'parameter-template.delete',
      target: row.name,
      outcome: 'succeeded',
      details: { template: id, ...aboutOf(row) },
    })
  })
}

const aboutOf = ({ name, service, version, description, values }: Row) => ({
  name,
  service,
  version,
  description,
  values,
})

/** Two of one name are told apart by nobody. */
async function unlessTaken<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work()
  } catch (error) {
    if (isTaken(error)) throw problem('conflict-exists', { fields: { name: { code: 'taken' } } })
    throw error
  }
}

const isTaken = (error: unknown): boolean =>
  z
    .object({ code: z.literal('23505'), constraint: z.literal('parameter_templates_name') })
    .safeParse(error instanceof Error ? error.cause : undefined).success
