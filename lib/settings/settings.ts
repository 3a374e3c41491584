import { eq } from 'drizzle-orm'
import { db } from '@/lib/db/client'
import { settings } from '@/lib/db/schema'
import { Settings } from '@/lib/model/settings'

export const SETTINGS_KEY = 'main'

/** What a new deployment starts with; `contact` and `organisation` are left out of the pages while empty. */
export const DEFAULT_SETTINGS: Settings = {
  organisation: '',
  contact: '',
  defaultLocale: 'en',
  syncIntervalMinutes: 10,
  sessionIdleMinutes: 30,
  sessionHours: 12,
  metricMinuteDays: 7,
  metricQuarterDays: 90,
  slowLogDays: 30,
  environments: ['production', 'staging', 'test', 'development'],
  version: 0,
}

type Reader = Pick<ReturnType<typeof db>, 'select'>

/** The settings of this deployment; defaults for what was never set. `version` 0 means never saved. */
export async function readSettings(from: Reader = db()): Promise<Settings> {
  const [row] = await from.select().from(settings).where(eq(settings.key, SETTINGS_KEY))
  if (!row) return DEFAULT_SETTINGS
  return Settings.parse({ ...DEFAULT_SETTINGS, ...Object(row.value), version: row.version })
}
