/** Names that every row of this service shares. */
export const SERVICE = 'kingsoft-memcached' as const
export const API_VERSION = '2018-06-27'
