/** Header in which `proxy.ts` hands the nonce of this answer to the pages, replacing whatever the request brought. */
export const NONCE_HEADER = 'x-nonce'
/** Header in which `proxy.ts` tells the pages the path that is shown: only for the way back after sign-in. */
export const PATH_HEADER = 'x-quarterdeck-path'
