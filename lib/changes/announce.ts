import { type Database, db, type Transaction } from '@/lib/db/client'
import { notify } from '@/lib/db/notify'
import type { ChangeRow } from './store'

/**
 * Tells every open browser in scope that a change moved on: whoever writes a state or a step of a change calls this
 * with the row as it is then. Inside a transaction (`on`) it is told when that commits.
 */
export const announceChange = (
  row: Pick<ChangeRow, 'id' | 'accountId' | 'ref' | 'state' | 'action' | 'requestedLabel'>,
  on: Database | Transaction = db(),
): Promise<void> => {
  const { id, accountId, ref, state, action, requestedLabel: who } = row
  return notify({ type: 'change', id, accountId, ref, state, action, who }, undefined, on)
}
