/** Whether a field names the region that a call goes to: it is filled from the account's. */
export const isRegionField = (name: string) => /^region(id)?$/i.test(name)
/** Whether a field names the zone of an instance: choosing the instance fills it. */
export const isZoneField = (name: string) => /^avail\w*zone$/i.test(name)
