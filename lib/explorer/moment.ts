import type { FieldModel } from './fields'

/** How a cloud writes a moment: to the second or to the minute, always in UTC. */
export type MomentForm = 'second' | 'minute'

const SAMPLES: Record<MomentForm, string> = { second: '2026-01-02T03:04:05Z', minute: '2026-01-02T03:04Z' }

/** The form in which a field takes moments, by what its schema lets through; undefined when it takes something else. */
export function momentFormOf({ control }: FieldModel): MomentForm | undefined {
  if (control.kind !== 'text' || control.pattern === undefined) return undefined
  const pattern = new RegExp(control.pattern)
  if (pattern.test('x')) return undefined
  return (['second', 'minute'] as const).find((form) => pattern.test(SAMPLES[form]))
}

/** A moment in milliseconds as a cloud writes it. */
export const momentText = (ms: number, form: MomentForm): string =>
  `${new Date(ms).toISOString().slice(0, form === 'second' ? 19 : 16)}Z`

/** An example of the form. */
export const momentExample = (form: MomentForm): string => SAMPLES[form]

/** The two fields of a request between which it looks, when it has them, and their form. */
export function spanOf(fields: readonly FieldModel[]): { start: string; end: string; form: MomentForm } | undefined {
  const start = fields.find(({ name }) => /^(start|begin)_?time$/i.test(name))
  const end = fields.find(({ name }) => /^end_?time$/i.test(name))
  const form = start && momentFormOf(start)
  return start && end && form && form === momentFormOf(end) ? { start: start.name, end: end.name, form } : undefined
}
