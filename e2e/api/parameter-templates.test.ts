import { and, desc, eq } from 'drizzle-orm'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import type { Actor } from '@/lib/bff/actor'
import { confirmBatch } from '@/lib/changes/batch/decide'
import { draftBatch } from '@/lib/changes/batch/draft'
import { batchSource } from '@/lib/changes/batch/job'
import { readBatch } from '@/lib/changes/batch/read'
import { createTemplate, deleteTemplate, listTemplates, saveTemplate } from '@/lib/changes/parameter-templates'
import { db } from '@/lib/db/client'
import { audit } from '@/lib/db/schema'
import { BatchDraft } from '@/lib/model/batch'
import { TEMPLATE_SERVICES, TemplateDraft } from '@/lib/model/parameter-template'
import { PARAMETERS_OF } from '@/lib/providers/parameter-registry'
import { aCache, actorOf, changeStage, workThrough } from './change-stage'

let on: Awaited<ReturnType<typeof changeStage>>
let operator: Actor
beforeAll(async () => {
  on = await changeStage()
  operator = await actorOf('operator')
})
afterAll(() => on.end())
beforeEach(() => on.emulator.gateway.journal.clear())

const draft = (over: object = {}) =>
  TemplateDraft.parse({ name: 'caches', service: 'alibaba-kvstore', values: { timeout: '60' }, ...over })
const entry = async (action: string) =>
  (
    await db()
      .select()
      .from(audit)
      .where(and(eq(audit.action, action)))
      .orderBy(desc(audit.seq))
      .limit(1)
  )[0]
const writes = () =>
  on.emulator.gateway.journal.entries().filter(({ operation }) => operation === 'ModifyInstanceConfig')

test('a template is of a service that has parameters', () => {
  expect([...TEMPLATE_SERVICES].sort()).toEqual(Object.keys(PARAMETERS_OF).sort())
})

test('templates are kept, edited by who saw the newest, and deleted, each on record', async () => {
  const made = await createTemplate(operator, draft())
  expect(await entry('parameter-template.create')).toMatchObject({
    target: 'caches',
    actorLabel: operator.label,
    details: { values: { timeout: '60' } },
  })
  await expect(createTemplate(operator, draft({ name: 'Caches' }))).rejects.toMatchObject({ code: 'conflict-exists' })
  const saved = await saveTemplate(operator, made.id, { ...draft({ values: { timeout: '90' } }), revision: 1 })
  expect(saved).toMatchObject({ revision: 2, values: { timeout: '90' }, savedBy: operator.label })
  expect(await entry('parameter-template.save')).toMatchObject({
    details: { before: { values: { timeout: '60' } }, after: { values: { timeout: '90' } } },
  })
  await expect(saveTemplate(operator, made.id, { ...draft(), revision: 1 })).rejects.toMatchObject({
    code: 'conflict-version',
  })
  await deleteTemplate(operator, made.id)
  expect(await entry('parameter-template.delete')).toMatchObject({ details: { values: { timeout: '90' } } })
  expect((await listTemplates()).items).toEqual([])
  await expect(deleteTemplate(operator, made.id)).rejects.toMatchObject({ code: 'not-found' })
})

describe('applied to many', () => {
  /** As a worker does it. */
  const plan = async (id: string) => {
    for (let round = 0; round < 20; round++) {
      const run = await batchSource.claim()
      await run?.run(new AbortController().signal)
      const batch = await readBatch(operator, id, { offset: 0 })
      if (batch.state !== 'planning') return batch
    }
    throw new Error('it was not planned')
  }

  test('each row has its own range, and what one refuses is not sent to it', async () => {
    const [one, two, old] = await Promise.all([
      aCache(on.emulator, 'alibaba-kvstore', { version: '5.0' }),
      aCache(on.emulator, 'alibaba-kvstore', { version: '5.0' }),
      aCache(on.emulator, 'kingsoft-redis', { version: '2.8' }),
    ])
    const template = draft({ values: { timeout: '75', 'maxmemory-policy': 'allkeys-lru' } })
    const { id } = await draftBatch(
      operator,
      BatchDraft.parse({
        action: 'parameters',
        refs: [one.ref, two.ref, old.ref],
        paramsOf: {
          'alibaba-kvstore': { set: template.values },
          'kingsoft-redis': { set: template.values },
        },
        onFailure: 'go-on',
      }),
    )
    const batch = await plan(id)
    expect(batch.rows.map(({ change }) => change?.plan.blocked)).toEqual([false, false, true])
    expect(batch.rows[0]?.change?.plan.consequences.map((each) => each.id)).toContain('parameters-at-once')
    expect(writes()).toEqual([])
  })

  test('a value out of range blocks its row, and reaches no cloud', async () => {
    const cache = await aCache(on.emulator, 'alibaba-kvstore', { version: '5.0' })
    const good = await aCache(on.emulator, 'jdcloud-redis', { version: '4.0' })
    const { id } = await draftBatch(
      operator,
      BatchDraft.parse({
        action: 'parameters',
        refs: [cache.ref, good.ref],
        paramsOf: {
          'alibaba-kvstore': { set: { timeout: '-5' } },
          'jdcloud-redis': { set: { 'maxmemory-policy': 'allkeys-lru' } },
        },
        onFailure: 'go-on',
      }),
    )
    const { rows } = await plan(id)
    expect(rows[0]?.change?.plan).toMatchObject({
      blocked: true,
      checks: expect.arrayContaining([
        expect.objectContaining({ reason: expect.objectContaining({ code: 'parameter-value' }) }),
      ]),
    })
    expect(rows[1]?.change?.plan.blocked).toBe(false)
    const confirmed = await confirmBatch(operator, id, { rows: 1, typed: '1 parameters', acceptsCost: true })
    const sent = confirmed.rows.find(({ ref }) => ref === good.ref)?.change?.id ?? ''
    expect(await workThrough(sent)).toMatchObject({ state: 'done' })
    expect(writes()).toEqual([])
  })
})
