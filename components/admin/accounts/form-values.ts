import type { z } from 'zod'
import type { Account, AccountCreate, AccountPatch, ProviderInfo } from '@/lib/model/account'

/** What the form holds: numbers and lists as they are typed. */
export interface AccountValues {
  name: string
  provider: ProviderInfo['id']
  services: AccountCreate['services']
  scheme: AccountCreate['scheme']
  regions: string[]
  /** Regions typed by hand, apart by spaces or commas. */
  moreRegions: string
  environment: string
  team: string
  projectIds: string
  mainAccountId: string
  concurrency: string
  ratePerSecond: string
  accessKeyId: string
  accessKeySecret: string
}

/** Words apart by spaces, commas or line breaks, each once. */
export const listOf = (text: string) => [...new Set(text.split(/[\s,，、;；]+/).filter(Boolean))]

export const emptyValues = (info: ProviderInfo): AccountValues => ({
  name: '',
  provider: info.id,
  services: [...info.services],
  scheme: info.schemes[0]?.id ?? 'alibaba-rpc',
  regions: [],
  moreRegions: '',
  environment: '',
  team: '',
  projectIds: '0',
  mainAccountId: '',
  concurrency: '5',
  ratePerSecond: '10',
  accessKeyId: '',
  accessKeySecret: '',
})

/** Values of a stored account; its keys are never read back. */
export function valuesOf(account: Account, info: ProviderInfo): AccountValues {
  const offered = new Set(info.regions.map((region) => region.id))
  return {
    name: account.name,
    provider: account.provider,
    services: account.services,
    scheme: account.scheme,
    regions: account.regions.filter((region) => offered.has(region)),
    moreRegions: account.regions.filter((region) => !offered.has(region)).join(' '),
    environment: account.environment,
    team: account.team,
    projectIds: account.projectIds.join(' '),
    mainAccountId: account.mainAccountId ?? '',
    concurrency: String(account.concurrency),
    ratePerSecond: String(account.ratePerSecond),
    accessKeyId: '',
    accessKeySecret: '',
  }
}

/** What is sent: the settings both requests share. */
function settingsOf(values: AccountValues) {
  return {
    name: values.name,
    services: values.services,
    scheme: values.scheme,
    regions: [...new Set([...values.regions, ...listOf(values.moreRegions)])],
    environment: values.environment,
    team: values.team,
    projectIds: listOf(values.projectIds),
    mainAccountId: values.mainAccountId.trim() || null,
    concurrency: Number(values.concurrency),
    ratePerSecond: Number(values.ratePerSecond),
  }
}

export const createRequest = (values: AccountValues): z.input<typeof AccountCreate> => ({
  ...settingsOf(values),
  provider: values.provider,
  accessKeyId: values.accessKeyId,
  accessKeySecret: values.accessKeySecret,
})

export const patchRequest = (values: AccountValues, version: number): z.input<typeof AccountPatch> => ({
  ...settingsOf(values),
  version,
})
