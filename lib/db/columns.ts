import { customType, timestamp } from 'drizzle-orm/pg-core'

/** A column of bytes. */
export const bytea = customType<{ data: Buffer }>({ dataType: () => 'bytea' })

/** A column of a moment, with its zone. */
export const time = (name: string) => timestamp(name, { withTimezone: true, mode: 'date' })
