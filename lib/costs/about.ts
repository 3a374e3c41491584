import { sql } from 'drizzle-orm'
import { inventory } from '@/lib/db/schema'

/**
 * What an instance of the inventory is priced by, as text: a price that was told about something else is not its price.
 */
export const ABOUT = sql`array_to_string(array[${inventory.facts} ->> 'class', ${inventory.memoryMb}::text,
  ${inventory.facts} ->> 'shards', ${inventory.region}, ${inventory.zone}, ${inventory.chargeType}], '|', '')`
