/** Names that every row of this service shares. */
export const SERVICE = 'alibaba-kvstore' as const
export const API_VERSION = '2015-01-01'
