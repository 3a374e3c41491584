import { eq } from 'drizzle-orm'
import { createAccount } from '@/lib/accounts/accounts'
import { hashPassword } from '@/lib/auth/password'
import { insertPerson, personByEmail } from '@/lib/auth/people'
import { systemActor } from '@/lib/bff/actor'
import { db } from '@/lib/db/client'
import { newId } from '@/lib/db/id'
import { accounts } from '@/lib/db/schema'
import { AccountCreate } from '@/lib/model/account'

/** People of the demo. Their passwords are public, so the demo listens on loopback only and has a database of its own. */
export const DEMO_PEOPLE = [
  { role: 'admin', name: 'Ada (admin)', email: 'admin@demo.example', password: 'harbour lights at dawn' },
  { role: 'operator', name: 'Otto (operator)', email: 'operator@demo.example', password: 'steady hands on deck' },
  { role: 'viewer', name: 'Vera (viewer)', email: 'viewer@demo.example', password: 'watching from the pier' },
] as const

/** Accounts of the emulator's documented demo keys: the made-up company haitang, and one key that has expired. */
const DEMO_ACCOUNTS = [
  {
    name: 'Alibaba production',
    provider: 'alibaba',
    scheme: 'alibaba-acs3',
    services: ['alibaba-kvstore'],
    regions: ['cn-hangzhou', 'cn-shanghai', 'cn-beijing', 'cn-hongkong', 'ap-southeast-1'],
    environment: 'production',
    team: 'storefront',
    accessKeyId: 'LTAI5tHaitangProd0001',
    accessKeySecret: 'demo-alibaba-prod-4f8c1e7a',
  },
  {
    name: 'Alibaba test',
    provider: 'alibaba',
    scheme: 'alibaba-rpc',
    services: ['alibaba-kvstore'],
    regions: ['cn-hangzhou', 'cn-shanghai', 'cn-shenzhen', 'cn-huhehaote'],
    environment: 'test',
    team: 'storefront',
    accessKeyId: 'LTAI5tHaitangTest0001',
    accessKeySecret: 'demo-alibaba-test-93b2d60c',
  },
  {
    name: 'Alibaba former key',
    provider: 'alibaba',
    scheme: 'alibaba-rpc',
    services: ['alibaba-kvstore'],
    regions: ['cn-hangzhou'],
    environment: 'production',
    team: 'storefront',
    accessKeyId: 'LTAI5tHaitangGone0001',
    accessKeySecret: 'demo-alibaba-gone-c08f2a91',
  },
  {
    name: 'JD logistics',
    provider: 'jdcloud',
    scheme: 'jdcloud2',
    services: ['jdcloud-redis'],
    regions: ['cn-north-1', 'cn-east-2', 'cn-south-1'],
    environment: 'production',
    team: 'logistics',
    accessKeyId: 'JDC_HAITANGLOGISTICS0001',
    accessKeySecret: 'demo-jdcloud-logistics-5d7e',
  },
  {
    name: 'JD staging',
    provider: 'jdcloud',
    scheme: 'jdcloud2',
    services: ['jdcloud-redis'],
    regions: ['cn-north-1', 'cn-east-2'],
    environment: 'staging',
    team: 'logistics',
    accessKeyId: 'JDC_HAITANGSTAGING000001',
    accessKeySecret: 'demo-jdcloud-staging-a1c4',
  },
  {
    name: 'Kingsoft content',
    provider: 'kingsoft',
    scheme: 'kingsoft-aws4',
    services: ['kingsoft-redis'],
    regions: ['cn-beijing-6', 'cn-shanghai-2', 'cn-guangzhou-1', 'ap-singapore-1'],
    environment: 'production',
    team: 'content',
    accessKeyId: 'AKLTHaitangContent0001',
    accessKeySecret: 'demo-kingsoft-content-e6b0',
  },
  {
    // The same key, but Memcached is sold in two regions only.
    name: 'Kingsoft content Memcached',
    provider: 'kingsoft',
    scheme: 'kingsoft-query',
    services: ['kingsoft-memcached'],
    regions: ['cn-beijing-6', 'cn-shanghai-2'],
    environment: 'production',
    team: 'content',
    projectIds: ['0', '103217', '103305'],
    accessKeyId: 'AKLTHaitangContent0001',
    accessKeySecret: 'demo-kingsoft-content-e6b0',
  },
]

/** Adds whichever of the demo's people and accounts are not there; what a visitor changed or added stays. */
export async function seedDemo(): Promise<void> {
  for (const { password, ...person } of DEMO_PEOPLE) {
    if (await personByEmail(db(), person.email)) continue
    await insertPerson(db(), { ...person, scope: { kind: 'all' }, passwordHash: await hashPassword(password) })
  }
  for (const account of DEMO_ACCOUNTS) {
    const [there] = await db().select({ id: accounts.id }).from(accounts).where(eq(accounts.name, account.name))
    if (!there) await createAccount(systemActor('demo', newId()), AccountCreate.parse(account))
  }
}
