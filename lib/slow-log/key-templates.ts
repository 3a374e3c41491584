import { grouped } from '@/lib/model/grouped'
import { keyTemplate } from './key-template'

const PARTS = ':'
const ANY = '*'
/** So many different words in the same place, with all the rest alike, are what differs from key to key. */
const SOME = 3

/**
 * Templates of keys that stand in one list, in its order. Where one key alone does not tell an id from a word
 * (`topic-hot:amnuccny`), the others do: a part after the first that differs among keys that are else alike is `*`.
 */
export function keyTemplatesOf(keys: readonly string[]): string[] {
  const templates = keys.map((key) => keyTemplate(key).split(PARTS))
  const longest = Math.max(0, ...templates.map((parts) => parts.length))
  for (let place = longest - 1; place > 0; place--) {
    const alike = grouped(
      templates.filter((parts) => parts.length > place),
      (parts) => parts.with(place, ANY).join(PARTS),
    )
    for (const same of alike) {
      if (new Set(same.map((parts) => parts[place])).size < SOME) continue
      for (const parts of same) parts[place] = ANY
    }
  }
  return templates.map((parts) => parts.join(PARTS))
}
