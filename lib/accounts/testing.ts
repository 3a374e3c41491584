import { systemActor } from '@/lib/bff/actor'
import { newId } from '@/lib/db/id'
import { type Account, AccountCreate } from '@/lib/model/account'
import { createAccount } from './accounts'

/** Adds an account as a person would, for tests. */
export const addAccount = (over: Partial<Record<keyof AccountCreate, unknown>> = {}): Promise<Account> =>
  createAccount(
    systemActor('test', newId()),
    AccountCreate.parse({
      name: `account-${newId()}`,
      provider: 'alibaba',
      scheme: 'alibaba-rpc',
      services: ['alibaba-kvstore'],
      regions: ['cn-hangzhou', 'cn-shenzhen'],
      environment: 'production',
      team: 'payments',
      accessKeyId: 'LTAI5tForTests0042',
      accessKeySecret: 'secret-for-tests',
      ...over,
    }),
  )
