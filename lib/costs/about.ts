import { sql } from 'drizzle-orm'
import { inventory } from '@/lib/db/schema'
import { RATED_SERVICES } from '@/lib/model/rate-card'

const RATED = sql`${inventory.service} in (${sql.join(
  RATED_SERVICES.map((service) => sql`${service}`),
  sql`, `,
)})`

/**
 * What an instance of the inventory is priced by, as text: a price that was told about something else is not its price.
 * Shards only where a rate card prices by them: elsewhere the class says it all, and only the reading of one instance tells
 * them, so that they come and go.
 */
export const ABOUT = sql`array_to_string(array[${inventory.facts} ->> 'class', ${inventory.memoryMb}::text,
  case when ${RATED} then ${inventory.facts} ->> 'shards' end, ${inventory.region}, ${inventory.zone}, ${inventory.chargeType}], '|', '')`
