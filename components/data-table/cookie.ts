/** Name of the cookie that holds the layout of a table. */
export const layoutCookie = (table: string) => `qd-columns-${table}`
