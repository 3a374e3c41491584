import { parameterGroupHref } from '@/lib/model/group-href'

export interface GroupPlaceOnPage {
  accountId: string
  region: string
  zone: string
}

/** The page where a new group is made: from the defaults of a version, or from another group. */
export const newGroupHref = ({ accountId, region, zone }: GroupPlaceOnPage, source?: string): string =>
  `/templates/groups/edit?${new URLSearchParams({ account: accountId, region, zone, ...(source ? { source } : {}) })}`

export const groupsHref = ({ accountId, region }: Omit<GroupPlaceOnPage, 'zone'>): string =>
  parameterGroupHref({ accountId, region })
