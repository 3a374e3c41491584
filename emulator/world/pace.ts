/** How long vendors' work takes: not at all, seconds so that a person can watch it, or minutes as in life. */
export const PACES = ['instant', 'demo', 'real'] as const
export type Pace = (typeof PACES)[number]
/** `stuck`: of work that never ends. */
export type WorkPace = Pace | 'stuck'

const STEP_MS = { instant: 0, demo: 20_000, real: 300_000 } as const satisfies Record<Pace, number>

/** Longer than anybody waits, and still a moment that a calendar has. */
const FOR_EVER_MS = 100 * 365 * 86_400_000

/** Milliseconds that a piece of work of `steps` steps takes. */
export const workMs = (pace: WorkPace, steps: number) => (pace === 'stuck' ? FOR_EVER_MS : STEP_MS[pace] * steps)
