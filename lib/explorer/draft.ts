import type { Control, FieldModel } from './fields'

/** What stands in a form: texts as they were typed, lists and objects of them. An empty text is not sent. */
export type Draft = string | Draft[] | DraftObject
export interface DraftObject {
  [name: string]: Draft
}

const INTEGER_OR_DECIMAL = /^-?\d+(\.\d+)?$/

/** The request that a form says. What cannot be read as its type stays a text, for the schema to refuse. */
export function inputOf(fields: readonly FieldModel[], draft: DraftObject): Record<string, unknown> {
  const entries = fields.map(({ name, control }) => [name, valueOf(control, own(draft, name))] as const)
  return Object.fromEntries(entries.filter(([, value]) => value !== undefined))
}

/** A request as the cloud will understand it: with the values that stand for what is not given. */
export const withDefaults = (fields: readonly FieldModel[], input: Readonly<Record<string, unknown>>) => ({
  ...Object.fromEntries(
    fields.flatMap(({ name, control, fallback }) =>
      fallback === undefined ? [] : [[name, valueOf(control, fallback)] as const],
    ),
  ),
  ...input,
})

const own = (draft: DraftObject, name: string): Draft | undefined =>
  Object.hasOwn(draft, name) ? draft[name] : undefined

function valueOf(control: Control, draft: Draft | undefined): unknown {
  if (draft === undefined || draft === '') return undefined
  switch (control.kind) {
    case 'choice':
      return control.values.find((value) => String(value) === draft) ?? draft
    case 'number':
      return typeof draft === 'string' && INTEGER_OR_DECIMAL.test(draft) ? Number(draft) : draft
    case 'text':
      return draft
    case 'list': {
      if (!Array.isArray(draft)) return undefined
      const items = draft.map((item) => valueOf(control.item.control, item)).filter((item) => item !== undefined)
      return items.length > 0 ? items : undefined
    }
    case 'group': {
      if (typeof draft !== 'object' || Array.isArray(draft)) return undefined
      const value = inputOf(control.fields, draft)
      return Object.keys(value).length > 0 ? value : undefined
    }
    case 'json':
      return typeof draft === 'string' ? parsed(draft) : undefined
  }
}

/** Items of lists that hold nothing, by their path in the form: they would not be sent, and nobody would know. */
export function emptyItemsOf(fields: readonly FieldModel[], draft: DraftObject): string[] {
  return fields.flatMap(({ name, control }) => {
    const items = own(draft, name)
    if (control.kind !== 'list' || !Array.isArray(items)) return []
    return items.flatMap((item, i) => (valueOf(control.item.control, item) === undefined ? [`${name}.${i}`] : []))
  })
}

/** The path in the form of a path in its request, where empty items are left out: `Tag.0` may be the second row. */
export function pathInDraft(fields: readonly FieldModel[], draft: DraftObject, path: string): string {
  const [name = '', at, ...rest] = path.split('.')
  const control = fields.find((field) => field.name === name)?.control
  const items = own(draft, name)
  if (at === undefined || control?.kind !== 'list' || !Array.isArray(items)) return path
  const sent = items.flatMap((item, i) => (valueOf(control.item.control, item) === undefined ? [] : [i]))
  return [name, sent[Number(at)] ?? at, ...rest].join('.')
}

/** A path for people, who count from 1: `Tag 1 Key`. */
export const spokenPath = (path: string) =>
  path
    .split('.')
    .map((part) => (/^\d+$/.test(part) ? String(Number(part) + 1) : part))
    .join(' ')

/** The items of a pasted text, one a line or with commas between them; one alone is nothing to split. */
export function itemsOfPaste(text: string): string[] | undefined {
  const items = text
    .split(/[\r\n,，]+/)
    .map((item) => item.trim())
    .filter(Boolean)
  return items.length > 1 ? items : undefined
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return text
  }
}

/** The form that says a request: the way back of `inputOf`. What does not fit the fields is left out, and all secrets. */
export function draftOf(fields: readonly FieldModel[], input: Readonly<Record<string, unknown>>): DraftObject {
  const draft: DraftObject = {}
  for (const { name, control, sensitivity } of fields) {
    if (sensitivity === 'secret' || !Object.hasOwn(input, name)) continue
    const part = draftOfValue(control, input[name])
    if (part !== undefined) draft[name] = part
  }
  return draft
}

function draftOfValue(control: Control, value: unknown): Draft | undefined {
  if (value === undefined || value === null) return undefined
  switch (control.kind) {
    case 'list': {
      const { item } = control
      if (!Array.isArray(value) || item.sensitivity === 'secret') return undefined
      return value.flatMap((part) => draftOfValue(item.control, part) ?? [])
    }
    case 'group':
      return typeof value === 'object' && !Array.isArray(value)
        ? draftOf(control.fields, Object.fromEntries(Object.entries(value)))
        : undefined
    case 'json':
      return JSON.stringify(value, null, 2)
    default:
      return typeof value === 'object' ? undefined : String(value)
  }
}
