import { CSV_BOM, type CsvValue, csvRow } from '@/lib/model/csv'

/** Columns of a file, by the name that stands in its first line. */
export type CsvColumns<Row> = Readonly<Record<string, (row: Row) => CsvValue>>

const BATCH = 500

/**
 * Items as CSV, in their order: rows of `read` are read in batches as the reader takes them, so that a slow download holds
 * no transaction open and no fleet in memory.
 */
export function csvStream<Item, Row>(
  columns: CsvColumns<Row>,
  items: readonly Item[],
  read: (batch: readonly Item[]) => Promise<readonly Row[]>,
): ReadableStream<Uint8Array> {
  const encoder = new TextEncoder()
  let at = 0
  return new ReadableStream({
    start(controller) {
      controller.enqueue(encoder.encode(CSV_BOM + csvRow(Object.keys(columns))))
    },
    async pull(controller) {
      const batch = items.slice(at, at + BATCH)
      if (batch.length === 0) return controller.close()
      at += BATCH
      const lines = (await read(batch)).map((row) => csvRow(Object.values(columns).map((column) => column(row))))
      controller.enqueue(encoder.encode(lines.join('')))
    },
  })
}

/**
 * The answer that a browser keeps as a file; `name` without its ending. What no file name may have becomes a dash; letters that
 * are not plain ones are told as RFC 6266 has it, for what does not read that as dashes.
 */
export function csvAnswer(name: string, body: ReadableStream<Uint8Array>): Response {
  const file = name.replace(/[\p{C}\s"'*/:<>?\\|%;,]+/gu, '-')
  const plain = file.replace(/[^\w.-]+/g, '-')
  const full = file === plain ? '' : `; filename*=UTF-8''${encodeURIComponent(file)}.csv`
  return new Response(body, {
    headers: {
      'content-type': 'text/csv; charset=utf-8',
      'content-disposition': `attachment; filename="${plain}.csv"${full}`,
    },
  })
}
