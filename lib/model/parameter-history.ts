import { z } from 'zod'

/** A value that was found to be another one. */
export const MovedParameter = z.object({
  name: z.string(),
  from: z.string().nullable(),
  to: z.string().nullable(),
  /** Who asked for it here; null: nothing that was sent from here explains it. */
  by: z.string().nullable(),
  changeId: z.string().nullable(),
})
export type MovedParameter = z.infer<typeof MovedParameter>

export const ParameterSnapshot = z.object({
  id: z.number(),
  /** When these values were found first, and when they were last found to be the same. */
  at: z.string(),
  seenAt: z.string(),
  /** The last time at which the values before were found; null for the first snapshot. */
  since: z.string().nullable(),
  moved: z.array(MovedParameter),
})
export type ParameterSnapshot = z.infer<typeof ParameterSnapshot>

/** GET /api/instances/[ref]/parameters/history: newest first, from our own database. Viewers in scope. */
export const ParameterHistory = z.object({
  items: z.array(ParameterSnapshot),
  /** Of the next page; null when there is none. */
  next: z.number().nullable(),
})
export type ParameterHistory = z.infer<typeof ParameterHistory>

/** GET /api/instances/[ref]/parameters/history/[id]: all values of one snapshot. */
export const SnapshotValues = z.object({
  id: z.number(),
  at: z.string(),
  values: z.record(z.string(), z.string().nullable()),
})
export type SnapshotValues = z.infer<typeof SnapshotValues>
