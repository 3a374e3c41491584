interface At {
  accountId: string
  region: string
  zone?: string
  group?: string
}

const queryOf = ({ region, zone, group }: At) => ({ region, ...(zone && group ? { zone, group } : {}) })

/** The page of one security group, or of all of a region when none is named. Free of schemas: every page may ask. */
export const groupHref = (at: At): string =>
  `/accounts/${encodeURIComponent(at.accountId)}/groups?${new URLSearchParams(queryOf(at))}`

/** The page of one parameter group, or of all of a region when none is named. */
export const parameterGroupHref = (at: At): string =>
  `/templates/groups${at.group ? '/edit' : ''}?${new URLSearchParams({ account: at.accountId, ...queryOf(at) })}`

const PAGES = { group: groupHref, 'parameter-group': parameterGroupHref } as const

/** What kind of group a change's reference names; null for a reference of something else. */
export const kindOfGroupRef = (ref: string): keyof typeof PAGES | null =>
  ref.startsWith('group.') ? 'group' : ref.startsWith('parameter-group.') ? 'parameter-group' : null

/** The page of the group that a change's reference names; null for a reference of something else. */
export function hrefOfGroupRef(ref: string): string | null {
  const kind = kindOfGroupRef(ref)
  if (!kind) return null
  const [, , accountId = '', region = '', zone = '', ...rest] = ref.split('.')
  const id = rest.join('.')
  // One that is to be made is found in the list.
  return PAGES[kind]({ accountId, region, ...(id.startsWith('new-') ? {} : { zone, group: id }) })
}
