/** How long vendors' work takes: not at all, seconds so that a person can watch it, or minutes as in life. */
export const PACES = ['instant', 'demo', 'real'] as const
export type Pace = (typeof PACES)[number]

const STEP_MS = { instant: 0, demo: 20_000, real: 300_000 } as const satisfies Record<Pace, number>

/** Milliseconds that a piece of work of `steps` steps takes. */
export const workMs = (pace: Pace, steps: number) => STEP_MS[pace] * steps
