import { date, integer, jsonb, pgTable, text } from 'drizzle-orm/pg-core'
import type { RateLine } from '@/lib/model/rate-card'
import { time } from './columns'

/** Versions of the rate card, each whole. None is ever changed: plans name the one that they used. */
export const rateCards = pgTable('rate_cards', {
  version: integer('version').primaryKey(),
  validFrom: date('valid_from', { mode: 'string' }).notNull(),
  note: text('note').notNull(),
  lines: jsonb('lines').$type<RateLine[]>().notNull(),
  savedAt: time('saved_at').notNull().defaultNow(),
  savedBy: text('saved_by').notNull(),
})
