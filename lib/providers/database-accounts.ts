import { z } from 'zod'
import type { DatabaseAccounts } from '@/lib/model/access-lists'
import type { Reason } from '@/lib/model/action'
import type { PlanRow } from '@/lib/model/plan'
import type { Reader } from './access-registry'
import type { Aim, Seen, Target } from './actions'
import type { Call } from './contract'

/** What an account may do, in our words. */
export const mayParam = z.enum(['read', 'read-write'])
export type May = z.infer<typeof mayParam>

/** A row's word for what an account may do: two clouds have the same ones. */
export const ROLE = { read: 'RoleReadOnly', 'read-write': 'RoleReadWrite' } as const satisfies Record<May, string>
const IN_WORK = ['Unavailable', 'Creating']

/** Observes the account that is meant among all, and how many people added: `own` is the one every instance has. */
export const observingAccounts =
  ({ read }: Pick<Reader<DatabaseAccounts>, 'read'>) =>
  async (call: Call, target: Target, { account }: Record<string, unknown>): Promise<Seen> => {
    const { supported, accounts } = await read(call, target)
    const meant = accounts.find(({ name }) => name === account)
    return {
      accountsSupported: supported,
      accounts: accounts.filter(({ name }) => name !== target.id).length,
      accountThere: meant !== undefined,
      accountMay: meant && meant.may !== 'unknown' ? meant.may : null,
      accountDescription: meant ? (meant.description ?? '') : null,
      atWork: IN_WORK.includes(meant?.status ?? ''),
    }
  }

/** Why no account can be made: its name is taken, or there are as many as there may be. */
export function refusesNew(
  { detail: { seen } }: Target,
  { account }: { account: string },
  most?: number,
): Reason | null {
  if (seen?.accountsSupported === false) return { code: 'accounts-unsupported' }
  if (seen?.accountThere === true) return { code: 'account-there', params: { account } }
  return most !== undefined && Number(seen?.accounts ?? 0) >= most ? { code: 'accounts-full', params: { most } } : null
}

/** Why an account cannot be changed: it is not there, as far as the list may be read. */
export function refusesMissing({ detail: { seen } }: Target, { account }: { account: string }): Reason | null {
  if (seen?.accountsSupported === false) return { code: 'accounts-unsupported' }
  return seen?.accountThere === false ? { code: 'no-account', params: { account } } : null
}

export const isThere = (value: boolean): Aim => ({ field: 'seen.accountThere', is: 'equal', value })
export const mayBe = (value: May): Aim => ({ field: 'seen.accountMay', is: 'equal', value })
export const describedAs = (value: string): Aim => ({ field: 'seen.accountDescription', is: 'equal', value })

type Meant = { account: string }

/** The line with which every plan about an account begins: who decides has to know on which. */
const sameAccount = ({ account }: Meant): PlanRow => ({ field: 'seen.account', from: account, to: account })

/** Lines of a plan of a new account: what it may do now is nothing, unless there is one of that name. */
export function rowsOfNew({ detail: { seen } }: Target, { account, may }: Meant & { may: May }): PlanRow[] {
  const isMissing = seen?.accountThere === false
  return [
    { field: 'seen.account', from: isMissing ? '' : account, to: account },
    { field: 'seen.accountMay', from: isMissing ? '' : (seen?.accountMay ?? null), to: may },
  ]
}

export const rowsOfGrant = ({ detail: { seen } }: Target, params: Meant & { may: May }): PlanRow[] => [
  sameAccount(params),
  { field: 'seen.accountMay', from: seen?.accountMay ?? null, to: params.may },
]

export const rowsOfDescription = ({ detail: { seen } }: Target, params: Meant & { description: string }): PlanRow[] => [
  sameAccount(params),
  { field: 'seen.accountDescription', from: seen?.accountDescription ?? null, to: params.description },
]

/** What a password is nobody tells, before or after. */
export const rowsOfPassword = (_: Target, params: Meant): PlanRow[] => [sameAccount(params)]

export const rowsOfDeletion = (_: Target, { account }: Meant): PlanRow[] => [
  { field: 'seen.account', from: account, to: '' },
]
