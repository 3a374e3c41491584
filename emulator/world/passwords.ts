import { perInstance } from './attached'

/** The password of an instance itself, where it is not an account's: undefined when nobody told one. */
export const passwordOf = perInstance(() => ({ value: undefined as string | undefined }))
