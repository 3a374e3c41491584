import type { Operation } from '@/lib/operation'
import type { ErrorNote } from '@/lib/providers/error-note'

/** The error codes that an operation can meet; those of this operation or its fields first, then those of all. */
export function notesOf(notes: readonly ErrorNote[], operation: Operation): ErrorNote[] {
  const fitting = notes.filter((note) => concerns(note, operation))
  return [...fitting.filter(({ of }) => of), ...fitting.filter(({ of }) => !of)]
}

function concerns({ of }: ErrorNote, { name, kind, costs, request }: Operation): boolean {
  if (!of) return true
  return (
    of.operations?.includes(name) === true ||
    of.fields?.some((field) => Object.hasOwn(request.shape, field)) === true ||
    of.kinds?.includes(kind) === true ||
    (of.costs === true && costs === true)
  )
}

/** What is known about a code that came: its own note, or that of the family it belongs to (`Throttling.Api`). */
export const noteFor = (notes: readonly ErrorNote[], code: string | null | undefined): ErrorNote | undefined =>
  code
    ? (notes.find((note) => note.code === code) ?? notes.find((note) => familyOf(note.code) === familyOf(code)))
    : undefined

const familyOf = (code: string) => (code.startsWith('Throttling') ? 'Throttling' : code)
