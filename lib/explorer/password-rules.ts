import type { ServiceId } from '@/lib/operation'

/** What a password has to be, one line each; texts are `create.password.rules.<id>`. */
export interface PasswordRule {
  id: 'length' | 'letter' | 'upper' | 'lower' | 'digit' | 'three-kinds' | 'only-letters-digits' | 'only-signs'
  params?: Record<string, string | number>
  holds(text: string): boolean
}

const length = (min: number, max: number): PasswordRule => ({
  id: 'length',
  params: { min, max },
  holds: (text) => text.length >= min && text.length <= max,
})
const has = (id: PasswordRule['id'], pattern: RegExp): PasswordRule => ({ id, holds: (text) => pattern.test(text) })
const SIGNS = '!@#$%^&*()_+-='
const KINDS = [/[A-Z]/, /[a-z]/, /\d/, /[!@#$%^&*()_+=-]/]
const signs: PasswordRule = {
  id: 'only-signs',
  params: { signs: SIGNS },
  holds: (text) => /^[A-Za-z\d!@#$%^&*()_+=-]*$/.test(text),
}

// CreateCacheCluster and UpdatePassword of both manuals.
const KINGSOFT = [length(8, 30), has('upper', /[A-Z]/), has('lower', /[a-z]/), has('digit', /\d/), signs]

/** The manuals' rules, for reading while one types; the schemas of the fields decide. */
export const PASSWORD_RULES: Record<ServiceId, readonly PasswordRule[]> = {
  // CreateInstance (7.4).
  'alibaba-kvstore': [
    length(8, 32),
    {
      id: 'three-kinds',
      params: { signs: SIGNS },
      holds: (text) => KINDS.filter((kind) => kind.test(text)).length >= 3,
    },
    signs,
  ],
  // The first manual; the newest text no longer prints the rule about characters.
  'jdcloud-redis': [
    length(8, 16),
    has('letter', /[A-Za-z]/),
    has('digit', /\d/),
    has('only-letters-digits', /^[A-Za-z\d]*$/),
  ],
  'kingsoft-redis': KINGSOFT,
  'kingsoft-memcached': KINGSOFT,
}
