/** Next would look for a proxy in the folders above and find the console's: this one is for no page. */
export function proxy() {}

export const config = { matcher: '/none' }
