/** Names that every row of this service shares. */
export const SERVICE = 'jdcloud-redis' as const
export const API_VERSION = 'v1'
