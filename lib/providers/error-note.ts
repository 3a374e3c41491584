import type { Kind, Words } from '@/lib/operation'

/** What to do about an error, in general; the words are messages `operations.advice.*`. */
export const ADVICES = [
  'correct',
  'look-up',
  'wait',
  'again',
  'new-token',
  'quota',
  'balance',
  'permission',
  'key',
  'clock',
  'elsewhere',
  'read',
  'nothing',
] as const
export type Advice = (typeof ADVICES)[number]

/** One error code of a cloud in our words: what it means, what to do, and which operations can answer with it. */
export interface ErrorNote {
  code: string
  means: Words
  advice: Advice
  /** Operations that have one of these; all of the service without it. */
  of?: {
    operations?: readonly string[]
    /** A field of that name in the request. */
    fields?: readonly string[]
    kinds?: readonly Kind[]
    costs?: true
  }
}
