import { type Database, db, type Transaction } from '@/lib/db/client'
import { notify } from '@/lib/db/notify'
import type { LiveEvent } from '@/lib/model/fleet'
import type { ChangeRow } from './store'

type Announced = Pick<ChangeRow, 'id' | 'accountId' | 'ref' | 'state' | 'action' | 'requestedLabel'>

/**
 * Tells every open browser in scope that a change moved on: whoever writes a state or a step of a change calls this
 * with the row as it is then. Inside a transaction (`on`) it is told when that commits.
 */
export const announceChange = (row: Announced, on: Database | Transaction = db()): Promise<void> =>
  notify(eventOf(row), undefined, on)

/** What is told of a change that moved on. */
export const eventOf = (row: Announced): LiveEvent => {
  const { id, accountId, ref, state, action, requestedLabel: who } = row
  return { type: 'change', id, accountId, ref, state, action, who }
}
