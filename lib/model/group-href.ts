/** The page of one security group, or of all of a region when none is named. Free of schemas: every page may ask. */
export function groupHref(at: { accountId: string; region: string; zone?: string; group?: string }): string {
  const { accountId, region, zone, group } = at
  const query = new URLSearchParams({ region, ...(zone && group ? { zone, group } : {}) })
  return `/accounts/${encodeURIComponent(accountId)}/groups?${query}`
}

/** The page of the group that a change's reference names; null for a reference of something else. */
export function hrefOfGroupRef(ref: string): string | null {
  if (!ref.startsWith('group.')) return null
  const [, , accountId = '', region = '', zone = '', ...rest] = ref.split('.')
  const id = rest.join('.')
  // One that is to be made is found in the list.
  return groupHref({ accountId, region, ...(id.startsWith('new-') ? {} : { zone, group: id }) })
}
