import { z } from 'zod'

/** What an account's environment may be called. */
export const ENVIRONMENT = /^[\p{L}\p{N}_.\- ]*$/u

/** GET/PATCH /api/settings (admin). One row per deployment. */
export const Settings = z.object({
  organisation: z.string().trim().max(60),
  /** Whom the sign-in page names for help. */
  contact: z.string().trim().max(120),
  defaultLocale: z.enum(['en', 'zh']),
  /** How often every account is read in the background. */
  syncIntervalMinutes: z.number().int().min(1).max(1440),
  sessionIdleMinutes: z.number().int().min(5).max(720),
  sessionHours: z.number().int().min(1).max(24),
  /** Of instances with collection on: days that values of a minute, and of a quarter of an hour, are kept. */
  metricMinuteDays: z.number().int().min(1).max(31),
  metricQuarterDays: z.number().int().min(7).max(400),
  /** Of these: days that slow commands are kept. */
  slowLogDays: z.number().int().min(3).max(400),
  environments: z.array(z.string().trim().min(1).max(40)).max(20),
  version: z.number().int(),
})
export type Settings = z.infer<typeof Settings>
export const SettingsPatch = z.strictObject({
  ...Settings.partial().shape,
  environments: z.array(Settings.shape.environments.element.regex(ENVIRONMENT)).max(20).optional(),
  version: z.number().int(),
})
