import { eq, sql } from 'drizzle-orm'
import { afterAll, beforeAll, expect } from 'vitest'
import { addAccount } from '@/lib/accounts/testing'
import type { Actor } from '@/lib/bff/actor'
import { saveExchange } from '@/lib/costs/exchange'
import { keepCosts } from '@/lib/costs/keep'
import { costPage } from '@/lib/costs/page'
import { priceSource } from '@/lib/costs/prices/job'
import { db } from '@/lib/db/client'
import { priceReadings } from '@/lib/db/cost-schema'
import { inventory } from '@/lib/db/schema'
import { searchWindow } from '@/lib/inventory/search'
import { sortOf } from '@/lib/inventory/select'
import { inventorySource } from '@/lib/inventory/sync-job'
import type { Scope } from '@/lib/model/access'
import { type COST_DIMENSIONS, CostPage, type CostPart, type CostRange, type CostSum } from '@/lib/model/cost'
import { InstanceWindow } from '@/lib/model/fleet'
import { RateCardDraft } from '@/lib/model/rate-card'
import { saveCard } from '@/lib/rates/store'
import { actorOf } from './change-stage'
import { drain, type Stage, stage } from './stage'

export const KEY = { accessKeyId: 'LTAI5tCosts00001', accessKeySecret: 'costs-secret' }
export const EVERYTHING: Scope = { kind: 'all' }
export const TRADE: Scope = { kind: 'some', accounts: [], environments: [], teams: ['trade'] }

/** What a rate card says of JD's by the month, in a currency of its own. */
export const CARD_AMOUNT = '100.1'

/** Asks for every price that is due, without the pauses in between. */
export async function askAll(): Promise<void> {
  for (let at = 0; at < 300; at++) {
    const run = await priceSource.claim()
    if (!run) break
    await run.run(new AbortController().signal)
    await db().update(priceReadings).set({ startedAt: null })
  }
}

/** Regions of the emulator's world in which a service has instances. */
export const regionsOf = ({ emulator }: Stage, service: string): string[] => [
  ...new Set(emulator.world.all().flatMap((one) => (one.service === service ? [one.region] : []))),
]

/** Costs of a fleet: Alibaba Cloud of the team `trade`, every price told, and JD Cloud of nobody, which tells none. */
export function costStage() {
  let on: Stage
  let admin: Actor
  beforeAll(async () => {
    on = await stage({ [KEY.accessKeyId]: KEY.accessKeySecret }, { quotas: false })
    admin = await actorOf('admin')
    const common = { ...KEY, environment: 'production' }
    await addAccount({ ...common, name: 'ali', regions: regionsOf(on, 'alibaba-kvstore'), team: 'trade' })
    await addAccount({
      ...common,
      name: 'jd',
      provider: 'jdcloud',
      scheme: 'jdcloud2',
      services: ['jdcloud-redis'],
      regions: regionsOf(on, 'jdcloud-redis'),
      environment: '',
      team: '',
    })
    await drain(inventorySource)
    await askAll()
    await keepCosts()
  })
  afterAll(() => on.end())
  return {
    get emulator() {
      return on.emulator
    },
    get admin() {
      return admin
    },
    alibaba: () => on.emulator.world.all().filter(({ service }) => service === 'alibaba-kvstore'),

    /** A rate card with one line, in dollars, which fits some of JD's. */
    async addCard(): Promise<void> {
      const sample = (await db().select().from(inventory).where(eq(inventory.service, 'jdcloud-redis')))[0]
      const { class: size, chargeType } = sample?.facts ?? expect.unreachable()
      const line = {
        service: 'jdcloud-redis',
        class: size,
        memoryMb: null,
        region: null,
        chargeType,
        unit: 'month',
        amount: CARD_AMOUNT,
        currency: 'USD',
        perShard: false,
      }
      await saveCard(admin, RateCardDraft.parse({ version: 0, validFrom: '2026-01-01', lines: [line] }))
      await keepCosts()
    },

    /** Reports in yuan, with a rate of the dollar. */
    async addExchange(): Promise<void> {
      const rates = [{ currency: 'USD', rate: '7.005', from: '2026-01-01' }]
      await saveExchange(admin, { version: 0, currency: 'CNY', rates })
    },
  }
}

export const dueAgain = (ref: string) =>
  db().update(priceReadings).set({ nextAt: sql`now()` }).where(eq(priceReadings.ref, ref))

export const page = async (
  scope: Scope = EVERYTHING,
  ask: Partial<{ by: (typeof COST_DIMENSIONS)[number]; tag: string; range: CostRange; only: CostPart }> = {},
): Promise<CostPage> =>
  CostPage.parse(await costPage(scope, { by: 'team', tag: '', range: 'year', only: null, ...ask }))

/** How many the list of instances has for a query. */
export const listed = async (q: string): Promise<number> =>
  InstanceWindow.parse(JSON.parse(await searchWindow(EVERYTHING, { q, sort: sortOf('name'), offset: 0, limit: 1 })))
    .matched

export const sumOf = (sums: readonly CostSum[], currency = 'CNY') => sums.find((sum) => sum.currency === currency)
