/**
 * What an answer is parsed with: a zod schema, or a check made here. The pages that everybody opens use checks: zod is
 * 31 KB of JavaScript, a seventh of the instance list.
 */
export interface Schema<T> {
  safeParse(value: unknown): { success: true; data: T } | { success: false; error: { message: string } }
}

type Test = (value: unknown) => boolean
type Fields = Record<string, Test>

/** A check of the parts that pages rely on; `T` is the model's type of the whole. */
export const checked = <T>(name: string, test: Test): Schema<T> => ({
  safeParse: (value) =>
    test(value)
      ? { success: true, data: value as T } // the test has just looked at it
      : { success: false, error: { message: `not ${name}` } },
})

export const isText: Test = (value) => typeof value === 'string'
export const isNumber: Test = (value) => typeof value === 'number'
export const isFlag: Test = (value) => typeof value === 'boolean'
export const orNull =
  (test: Test): Test =>
  (value) =>
    value === null || test(value)
export const isListOf =
  (test: Test): Test =>
  (value) =>
    Array.isArray(value) && value.every(test)
export const isRecordOf =
  (test: Test): Test =>
  (value) =>
    isObject(value) && Object.values(value).every(test)
export const hasFields =
  (fields: Fields): Test =>
  (value) =>
    isObject(value) && Object.entries(fields).every(([name, test]) => test(value[name]))

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)
