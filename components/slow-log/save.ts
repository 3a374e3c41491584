import { saveFile } from '@/components/instances/export'
import { csvRow } from '@/lib/model/csv'
import type { SlowEntry } from '@/lib/model/slow-log'

/**
 * The records that are shown, as they are shown and in their order: without arguments unless those were shown on record,
 * which the name of the file tells.
 */
export function saveSlowLog(name: string, entries: readonly SlowEntry[]) {
  const withText = entries.some(({ text }) => text !== null)
  const head = ['time', 'microseconds', 'command', 'keys', 'key count', 'node', 'client', 'account', 'database']
  const rows = entries.map((one) =>
    csvRow([
      new Date(one.at).toISOString(),
      one.us,
      one.pattern.command,
      one.pattern.keys.join(' '),
      one.keys,
      one.node,
      one.client,
      one.account,
      one.database,
      ...(withText ? [one.text] : []),
    ]),
  )
  saveFile(
    `${name}-slow-log${withText ? '-unmasked' : ''}.csv`,
    csvRow(withText ? [...head, 'text'] : head) + rows.join(''),
  )
}
