import { setTimeout as sleep } from 'node:timers/promises'
import { and, eq, inArray, isNull } from 'drizzle-orm'
import { createAccount } from '@/lib/accounts/accounts'
import { hashPassword } from '@/lib/auth/password'
import { insertPerson, personByEmail } from '@/lib/auth/people'
import { systemActor } from '@/lib/bff/actor'
import { db } from '@/lib/db/client'
import { newId } from '@/lib/db/id'
import { accounts, audit, inventory } from '@/lib/db/schema'
import { switchCollection } from '@/lib/metrics/collection'
import { AccountCreate } from '@/lib/model/account'
import { keyOf } from '@/lib/model/instance'
import { times } from '@/lib/model/money'
import { RateCardDraft } from '@/lib/model/rate-card'
import { readCard, saveCard } from '@/lib/rates/store'
import { readSettings } from '@/lib/settings/settings'
import { patchSettings } from '@/lib/settings/write'

/** People of the demo. Their passwords are public, so the demo listens on loopback only and has a database of its own. */
export const DEMO_PEOPLE = [
  { role: 'admin', name: 'Zhao Min', email: 'admin@demo.example', password: 'harbour lights at dawn' },
  { role: 'operator', name: 'Li Wei', email: 'operator@demo.example', password: 'steady hands on deck' },
  { role: 'viewer', name: 'Sun Tao', email: 'viewer@demo.example', password: 'watching from the pier' },
] as const

/** Accounts of the emulator's documented demo keys: the made-up company haitang, and one key that has expired. */
const DEMO_ACCOUNTS = [
  {
    name: 'haitang-prod',
    provider: 'alibaba',
    scheme: 'alibaba-acs3',
    services: ['alibaba-kvstore'],
    regions: ['cn-hangzhou', 'cn-shanghai', 'cn-beijing', 'cn-hongkong', 'ap-southeast-1'],
    environment: 'prod',
    team: 'Trade',
    accessKeyId: 'LTAI5tHaitangProd0001',
    accessKeySecret: 'demo-alibaba-prod-4f8c1e7a',
  },
  {
    name: 'haitang-test',
    provider: 'alibaba',
    scheme: 'alibaba-rpc',
    services: ['alibaba-kvstore'],
    regions: ['cn-hangzhou', 'cn-shanghai', 'cn-shenzhen', 'cn-huhehaote'],
    environment: 'test',
    team: 'Trade',
    accessKeyId: 'LTAI5tHaitangTest0001',
    accessKeySecret: 'demo-alibaba-test-93b2d60c',
  },
  {
    name: 'haitang-former-key',
    provider: 'alibaba',
    scheme: 'alibaba-rpc',
    services: ['alibaba-kvstore'],
    regions: ['cn-hangzhou'],
    environment: 'prod',
    team: 'Trade',
    accessKeyId: 'LTAI5tHaitangGone0001',
    accessKeySecret: 'demo-alibaba-gone-c08f2a91',
  },
  {
    name: 'haitang-logistics',
    provider: 'jdcloud',
    scheme: 'jdcloud2',
    services: ['jdcloud-redis'],
    regions: ['cn-north-1', 'cn-east-2', 'cn-south-1'],
    environment: 'prod',
    team: 'Logistics',
    accessKeyId: 'JDC_HAITANGLOGISTICS0001',
    accessKeySecret: 'demo-jdcloud-logistics-5d7e',
  },
  {
    name: 'haitang-staging',
    provider: 'jdcloud',
    scheme: 'jdcloud2',
    services: ['jdcloud-redis'],
    regions: ['cn-north-1', 'cn-east-2'],
    environment: 'staging',
    team: 'Logistics',
    accessKeyId: 'JDC_HAITANGSTAGING000001',
    accessKeySecret: 'demo-jdcloud-staging-a1c4',
  },
  {
    name: 'haitang-content',
    provider: 'kingsoft',
    scheme: 'kingsoft-aws4',
    services: ['kingsoft-redis', 'kingsoft-memcached'],
    regions: ['cn-beijing-6', 'cn-shanghai-2', 'cn-guangzhou-1', 'ap-singapore-1'],
    environment: 'prod',
    team: 'Content',
    projectIds: ['0', '103217', '103305'],
    accessKeyId: 'AKLTHaitangContent0001',
    accessKeySecret: 'demo-kingsoft-content-e6b0',
  },
]

/** Per GB: a month, and an hour. No cloud's prices: amounts that look like some, so that estimates can be seen. */
const DEMO_RATES = [
  { service: 'jdcloud-redis', month: '51.5', hour: '0.105', gb: [1, 2, 4, 8, 16, 32, 64] },
  { service: 'kingsoft-redis', month: '47.2', hour: '0.096', gb: [1, 2, 4, 8, 12, 16, 24, 32, 64, 70, 80] },
] as const

/** Nothing for Kingsoft Memcached: of it no price is known. */
const demoCard = () =>
  RateCardDraft.parse({
    version: 0,
    validFrom: new Date().toISOString().slice(0, 10),
    note: 'Made up for the demo: none of these amounts is a price of JD Cloud or Kingsoft Cloud',
    lines: DEMO_RATES.flatMap(({ service, month, hour, gb }) =>
      gb.flatMap((size) =>
        (['subscription', 'pay-as-you-go'] as const).map((chargeType) => ({
          service,
          class: null,
          memoryMb: size * 1024,
          region: null,
          chargeType,
          unit: chargeType === 'subscription' ? 'month' : 'hour',
          amount: times(chargeType === 'subscription' ? month : hour, size),
          currency: 'CNY',
          perShard: false,
        })),
      ),
    ),
  })

const demo = () => systemActor('demo', newId())

/** Adds whichever of the demo's people and accounts are not there, and a rate card where none was ever saved; what a visitor changed or added stays. */
export async function seedDemo(): Promise<void> {
  for (const { password, ...person } of DEMO_PEOPLE) {
    if (await personByEmail(db(), person.email)) continue
    await insertPerson(db(), { ...person, scope: { kind: 'all' }, passwordHash: await hashPassword(password) })
  }
  for (const account of DEMO_ACCOUNTS) {
    const [there] = await db().select({ id: accounts.id }).from(accounts).where(eq(accounts.name, account.name))
    if (!there) await createAccount(demo(), AccountCreate.parse(account))
  }
  if ((await readCard()).version === 0) await saveCard(demo(), demoCard())
  const { organisation, version } = await readSettings()
  if (!organisation)
    await patchSettings(demo(), {
      version,
      organisation: 'haitang',
      contact: 'ops@haitang.example',
      environments: ['prod', 'staging', 'test'],
    })
}

/**
 * Of which instances the demo keeps metrics and slow commands: one in trouble, real servers, one without a slow log, and for
 * right-sizing one that is larger than it has to be and one that nobody uses.
 */
const DEMO_COLLECTED = [
  'orders-cache',
  'coupon-lock',
  'device-token',
  'route-plan',
  'topic-hot',
  'pay-dedupe',
  'cart-session-test',
]
const INVENTORY_MS = 120_000

/**
 * Turns collection on for some instances as soon as they are known, as an operator would; once, so that what a visitor
 * turned off stays off. Gives up when they are not known after two minutes.
 */
export async function collectDemo(signal: AbortSignal): Promise<void> {
  const [done] = await db().select({ seq: audit.seq }).from(audit).where(eq(audit.action, 'collection.on')).limit(1)
  const wanted = new Set(done ? [] : DEMO_COLLECTED)
  for (const end = Date.now() + INVENTORY_MS; wanted.size > 0 && Date.now() < end && !signal.aborted; ) {
    const rows = await db()
      .select({ ref: inventory.ref, name: inventory.name })
      .from(inventory)
      .where(and(inArray(inventory.name, [...wanted]), isNull(inventory.goneAt)))
    for (const { ref, name } of rows) {
      const key = keyOf(ref)
      if (key) await switchCollection(demo(), key, true)
      wanted.delete(name)
    }
    if (wanted.size > 0) await sleep(500, undefined, { signal }).catch(() => {})
  }
}
