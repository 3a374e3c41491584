/** Names that every row of this service shares. */
export const SERVICE = 'kingsoft-redis' as const
export const API_VERSION = '2016-07-01'
