import type { securityOperations } from '@/lib/providers/jdcloud/redis/operations/security'
import type { Behaviours } from '../behaviour'
import { refuse } from '../gateway/refusal'
import { detailsOf } from '../world/jdcloud-details'
import { instanceOf, invalid, notFound, runningOf, wrongState } from './refusals'
import { iso } from './shape'

/** Accounts came with 4.0; how many there may be is not published. */
const MAX_ACCOUNTS = 10

/** Commands that may be turned off: those that can hurt everybody. */
const DISABLEABLE = ['FLUSHALL', 'FLUSHDB', 'KEYS', 'HGETALL', 'EVAL', 'EVALSHA', 'SCRIPT', 'SORT', 'SMEMBERS']

/** Who may connect, as whom, and with which commands. */
export const security = {
  describeIpWhiteList: (scene, input) => ({
    result: { ipWhiteList: [...detailsOf(instanceOf(scene, input), scene.world.now()).ipWhiteList] },
  }),

  modifyIpWhiteList: (scene, input) => {
    detailsOf(runningOf(scene, input), scene.world.now()).ipWhiteList = [...new Set(input.ipWhiteList)]
    return {}
  },

  getDisableCommands: (scene, input) => {
    const { disabled } = detailsOf(instanceOf(scene, input), scene.world.now())
    return {
      result: {
        disableCommandLists: [...disabled].map(([commandName, at]) => ({ commandName, disableTime: iso(at) })),
      },
    }
  },

  setDisableCommands: (scene, input) => {
    const now = scene.world.now()
    const { disabled } = detailsOf(runningOf(scene, input), now)
    const wishes = input.disableCommands.map(({ commandName, isDisable }) => ({
      name: commandName.toUpperCase(),
      isDisable,
    }))
    for (const { name } of wishes) if (!DISABLEABLE.includes(name)) throw invalid(`${name} cannot be disabled`)
    for (const { name, isDisable } of wishes) {
      if (!isDisable) disabled.delete(name)
      else if (!disabled.has(name)) disabled.set(name, now)
    }
    return {}
  },

  describeAccounts: (scene, input) => {
    const instance = instanceOf(scene, input)
    const { accounts } = detailsOf(instance, scene.world.now())
    const own = { name: instance.id, type: 'default', privilege: 'RoleReadWrite', description: '' }
    return {
      result: {
        isSupport: instance.version !== '2.8',
        accountLists: [own, ...accounts].map(({ name, type, privilege, description }) => ({
          accountName: name,
          accountType: type,
          accountPrivilege: privilege,
          accountDescription: description,
        })),
      },
    }
  },

  createAccount: (scene, input) => {
    const instance = runningOf(scene, input)
    if (instance.version === '2.8') throw wrongState('Accounts need Redis 4.0')
    const { accounts } = detailsOf(instance, scene.world.now())
    if (input.accountName === instance.id || accounts.some(({ name }) => name === input.accountName))
      throw refuse(409, 'ALREADY_EXISTS', `account ${input.accountName} exists`)
    if (accounts.length >= MAX_ACCOUNTS)
      throw refuse(400, 'QUOTA_EXCEEDED', `There are ${MAX_ACCOUNTS} accounts already`)
    accounts.push({
      name: input.accountName,
      type: 'normal',
      privilege: input.accountPrivilege,
      description: input.accountDescription ?? '',
      password: input.accountPassword,
    })
    return {}
  },

  modifyAccount: (scene, input) => {
    const { accounts } = detailsOf(runningOf(scene, input), scene.world.now())
    const account = accounts.find(({ name }) => name === input.accountName)
    if (!account) throw notFound(`account ${input.accountName}`)
    account.privilege = input.accountPrivilege ?? account.privilege
    account.password = input.accountPassword ?? account.password
    account.description = input.accountDescription ?? account.description
    return {}
  },

  deleteAccount: (scene, input) => {
    const details = detailsOf(runningOf(scene, input), scene.world.now())
    const left = details.accounts.filter(({ name }) => name !== input.accountName)
    if (left.length === details.accounts.length) throw notFound(`account ${input.accountName}`)
    details.accounts = left
    return {}
  },
} satisfies Behaviours<typeof securityOperations>
