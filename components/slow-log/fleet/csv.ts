import { saveFile } from '@/components/instances/export'
import { csvRow } from '@/lib/model/csv'
import { type FleetInstance, type FleetPattern, isWorse } from '@/lib/model/slow-fleet'

const HEAD = [
  'instance',
  'id',
  'account',
  'environment',
  'command',
  'keys',
  'count',
  'total microseconds',
  'max microseconds',
  'clients',
  'client with most',
  'first',
  'last',
  'new in 24 hours',
  'last hour microseconds',
  'same hour last week microseconds',
  'worse',
  'owner',
  'note',
  'muted until',
]

/** The rows that are shown, as a file. What is not known is empty. */
export function saveFleet(rows: readonly FleetPattern[], instances: ReadonlyMap<string, FleetInstance>) {
  const lines = rows.map((row) => {
    const instance = instances.get(row.ref)
    return csvRow([
      instance?.name ?? null,
      instance?.key.id ?? null,
      instance?.accountName ?? null,
      instance?.environment ?? null,
      row.pattern.command,
      row.pattern.keys.join(' '),
      row.count,
      row.totalUs,
      row.maxUs,
      row.clientCount,
      row.clients[0]?.client ?? null,
      row.first,
      row.last,
      row.isNew === null ? null : String(row.isNew),
      row.hourUs,
      row.weekAgoUs,
      isWorse(row) === null ? null : String(isWorse(row)),
      row.remark?.owner ?? null,
      row.remark?.note ?? null,
      row.remark?.mutedUntil ?? null,
    ])
  })
  saveFile('slow-logs.csv', csvRow(HEAD) + lines.join(''))
}
