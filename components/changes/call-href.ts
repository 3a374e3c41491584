import { addressOfInput } from '@/lib/explorer/address'
import { withoutBlanks } from '@/lib/explorer/blanks'
import type { Change } from '@/lib/model/change'

/** An address that is longer than this is cut off by proxies: then only the operation stands in it. */
const LONGEST = 4_000

/** The explorer with the operation of a call as it was filled in; what was secret is left out. */
export function callHref({
  operation,
  params,
  ...place
}: Pick<Change, 'operation' | 'params' | 'accountId' | 'region'>) {
  const [service = '', name = ''] = operation.split('/')
  const href = addressOfInput({ service, name }, place, Object(withoutBlanks(params)))
  return href.length <= LONGEST ? href : addressOfInput({ service, name }, place, {})
}
