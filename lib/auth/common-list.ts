import { dictionary } from '@zxcvbn-ts/language-common'

/**
 * The most used passwords of leaked lists, about 49,000, lower case, most used first (MIT). On the server only: it is
 * some 400 KB.
 */
export const COMMON_LIST: readonly string[] = dictionary['passwords-common']
