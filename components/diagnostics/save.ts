import { saveFile } from '@/components/instances/export'
import { csvRow } from '@/lib/model/csv'
import type { KeyReport } from '@/lib/model/key-analysis'

/** A report as it is shown: patterns, and the keys themselves only where those were shown on record. */
export function saveKeys(name: string, report: KeyReport) {
  const keys = [
    ...(report.big ?? []).map((key) => ({ ...key, kind: 'big' })),
    ...(report.hot ?? []).map((key) => ({ ...key, kind: 'hot' })),
  ]
  const withText = keys.some(({ text }) => text !== null)
  const head = ['kind', 'pattern', 'type', 'uses', 'bytes', 'size', 'elements', 'database', 'expiry']
  const rows = keys.map((key) =>
    csvRow([
      key.kind,
      key.pattern,
      key.type,
      key.uses,
      key.bytes,
      key.size,
      key.elements,
      key.database,
      key.expiry,
      ...(withText ? [key.text] : []),
    ]),
  )
  saveFile(`${name}-keys.csv`, csvRow(withText ? [...head, 'key'] : head) + rows.join(''))
}
