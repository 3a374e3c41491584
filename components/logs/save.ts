import { saveFile } from '@/components/instances/export'
import { csvRow } from '@/lib/model/csv'
import type { AuditLine, LogLine } from '@/lib/model/logs'

/** Lines as they are shown: masked unless they were shown on record. */
export function saveLines(name: string, lines: readonly LogLine[]) {
  const rows = lines.map(({ at, node, level, text }) => csvRow([new Date(at).toISOString(), node, level, text]))
  saveFile(`${name}-running-log.csv`, csvRow(['time', 'node', 'level', 'text']) + rows.join(''))
}

/** Commands as they are shown: without arguments unless those were shown on record. */
export function saveCommands(name: string, commands: readonly AuditLine[]) {
  const withText = commands.some(({ text }) => text !== null)
  const head = ['time', 'command', 'keys', 'type', 'client', 'account', 'database', 'node', 'duration as told']
  const rows = commands.map((one) =>
    csvRow([
      new Date(one.at).toISOString(),
      one.pattern.command,
      one.pattern.keys.join(' '),
      one.type,
      one.client,
      one.account,
      one.database,
      one.node,
      one.took,
      ...(withText ? [one.text] : []),
    ]),
  )
  saveFile(`${name}-audit-log.csv`, csvRow(withText ? [...head, 'text'] : head) + rows.join(''))
}
