import type { z } from 'zod'
import type { ObjectSchema, Words } from '@/lib/operation'

/** A value that a field must have for a rule to bite: one of them when there are several. */
type Wanted = string | number | boolean | readonly (string | number | boolean)[]
/** Fields and the values they must all have, or the name of a field that must be given. */
export type When = Readonly<Record<string, Wanted>> | string
type NamesIn<W extends When> = W extends string ? W : keyof W & string

/**
 * What one field of a request asks of others. The form marks fields by it before anything is sent, the schema refuses
 * by it (issue `custom` with `params.code`), and `problems.fields.<code>` says it in both languages.
 */
export type Rule<F extends string = string> = {
  /** Where a refusal points. */
  field: F
  /** Every field that the rule reads. */
  fields: readonly F[]
} & (
  | { code: 'required-when' | 'only-when'; when: When }
  | { code: 'one-of' | 'not-both' }
  | { code: 'rule'; text: Words; holds: (input: Readonly<Record<string, unknown>>) => boolean }
)

const namesIn = <const W extends When>(when: W) =>
  (typeof when === 'string' ? [when] : Object.keys(when)) as NamesIn<W>[] // its keys, or itself

/** `field` must be given when the condition holds: `needs('Period', { ChargeType: 'PrePaid' })`. */
export const needs = <const F extends string, const W extends When>(field: F, when: W): Rule<F | NamesIn<W>> => ({
  code: 'required-when',
  field,
  fields: [field, ...namesIn(when)],
  when,
})

/** `field` may only be given when the condition holds. Not for fields with a default: those are always given. */
export const onlyWhen = <const F extends string, const W extends When>(field: F, when: W): Rule<F | NamesIn<W>> => ({
  code: 'only-when',
  field,
  fields: [field, ...namesIn(when)],
  when,
})

/** At least one of the fields must be given; a refusal points at the first. */
export const oneOf = <const F extends string>(field: F, ...others: readonly F[]): Rule<F> => ({
  code: 'one-of',
  field,
  fields: [field, ...others],
})

/** At most one of the fields may be given; a refusal points at the first. */
export const notBoth = <const F extends string>(field: F, ...others: readonly F[]): Rule<F> => ({
  code: 'not-both',
  field,
  fields: [field, ...others],
})

/** Anything else that fields ask of each other, with its own sentence. `holds` sees the request with its defaults. */
export const rule = <const F extends string>(
  field: F,
  text: Words,
  holds: (input: Readonly<Record<string, unknown>>) => boolean,
): Rule<F> => ({ code: 'rule', field, fields: [field], text, holds })

const declared = new WeakMap<z.core.$ZodType, readonly Rule[]>()

/** The schema with rules between its fields. All broken ones are told, also when other fields are wrong. */
export function withRules<S extends ObjectSchema>(schema: S, ...rules: readonly Rule<keyof z.output<S> & string>[]): S {
  const ruled = schema.superRefine(
    (input, context) => {
      for (const broken of brokenRules(rules, input)) {
        context.addIssue({
          code: 'custom',
          path: [broken.field],
          message: wordsOf(broken).en,
          params: paramsOf(broken),
        })
      }
    },
    { when: ({ value }) => typeof value === 'object' && value !== null },
  )
  declared.set(ruled, rules)
  return ruled
}

/** The rules that a request schema was made with. */
export const rulesOf = (schema: z.core.$ZodType): readonly Rule[] => declared.get(schema) ?? []

/** Those of the rules that a request breaks. */
export const brokenRules = (rules: readonly Rule[], input: Readonly<Record<string, unknown>>): Rule[] =>
  rules.filter((one) => !holds(one, input))

/** True when a field of that name must be given, as the others stand. */
export const isNeeded = (rules: readonly Rule[], field: string, input: Readonly<Record<string, unknown>>): boolean =>
  rules.some((one) => one.code === 'required-when' && one.field === field && applies(one.when, input))

/** False when a field of that name may not be given as the others stand: a form has no use for it then. */
export const mayBeGiven = (rules: readonly Rule[], field: string, input: Readonly<Record<string, unknown>>): boolean =>
  rules.every((one) => one.code !== 'only-when' || one.field !== field || applies(one.when, input))

function holds(one: Rule, input: Readonly<Record<string, unknown>>): boolean {
  switch (one.code) {
    case 'required-when':
      return given(input[one.field]) || !applies(one.when, input)
    case 'only-when':
      return !given(input[one.field]) || applies(one.when, input)
    case 'one-of':
      return one.fields.some((field) => given(input[field]))
    case 'not-both':
      return one.fields.filter((field) => given(input[field])).length <= 1
    case 'rule':
      return one.holds(input)
  }
}

const given = (value: unknown) =>
  value !== undefined && value !== null && value !== '' && !(Array.isArray(value) && value.length === 0)

const applies = (when: When, input: Readonly<Record<string, unknown>>) =>
  typeof when === 'string'
    ? given(input[when])
    : Object.entries(when).every(([field, wanted]) => [wanted].flat().some((value) => value === input[field]))

const said = (when: When, and: string) =>
  typeof when === 'string'
    ? when
    : Object.entries(when)
        .map(([field, wanted]) => `${field} = ${[wanted].flat().join(' | ')}`)
        .join(and)

/** What fills the message `problems.fields.<code>` of a rule, and the code itself. */
export function paramsOf(one: Rule): Record<string, string> {
  if (one.code === 'rule') return { code: one.code, ...one.text }
  if ('when' in one) return { code: one.code, condition: said(one.when, ', ') }
  return { code: one.code, fields: one.fields.join(', ') }
}

/** The rule as a sentence in both languages, for lists of rules that stand beside the form. */
export function wordsOf(one: Rule): Words {
  switch (one.code) {
    case 'required-when':
      return typeof one.when === 'string'
        ? { en: `${one.field} is needed with ${one.when}.`, zh: `填写 ${one.when} 时必须填写 ${one.field}。` }
        : {
            en: `${one.field} is needed when ${said(one.when, ' and ')}.`,
            zh: `当 ${said(one.when, ' 且 ')} 时必须填写 ${one.field}。`,
          }
    case 'only-when':
      return typeof one.when === 'string'
        ? { en: `${one.field} goes only with ${one.when}.`, zh: `仅在填写 ${one.when} 时可填写 ${one.field}。` }
        : {
            en: `${one.field} goes only with ${said(one.when, ' and ')}.`,
            zh: `仅当 ${said(one.when, ' 且 ')} 时可填写 ${one.field}。`,
          }
    case 'one-of':
      return {
        en: `At least one of ${one.fields.join(', ')} is needed.`,
        zh: `${one.fields.join('、')} 至少填写一项。`,
      }
    case 'not-both':
      return {
        en: `At most one of ${one.fields.join(', ')} may be given.`,
        zh: `${one.fields.join('、')} 最多填写一项。`,
      }
    case 'rule':
      return one.text
  }
}
