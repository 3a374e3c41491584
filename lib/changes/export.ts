import type { Actor } from '@/lib/bff/actor'
import type { ChangeList } from '@/lib/model/change'
import { CSV_BOM, csvRow } from '@/lib/model/csv'
import { changeBatches } from './list'
import type { ChangeFilter } from './params'

type Item = ChangeList['items'][number]

const COLUMNS: readonly [string, (item: Item) => string | number | null][] = [
  ['id', ({ id }) => id],
  ['planned', ({ createdAt }) => createdAt],
  ['action', ({ action }) => action],
  ['operation', ({ operation }) => operation],
  ['kind', ({ kind }) => kind],
  ['account', ({ accountName }) => accountName],
  ['environment', ({ environment }) => environment],
  ['region', ({ region }) => region],
  ['instance_id', ({ instanceId }) => instanceId],
  ['instance_name', ({ instanceName }) => instanceName],
  ['asked_by', ({ requestedBy }) => requestedBy.label],
  ['reason', ({ reason }) => reason],
  ['policy', ({ policy }) => policy],
  ['approved_by', ({ approvedBy }) => approvedBy?.label ?? null],
  ['without_approval', ({ breakGlass }) => breakGlass],
  ['state', ({ state }) => state],
  ['concluded', ({ concluded }) => concluded],
  ['finding', ({ evidence }) => evidence?.finding ?? null],
  ['order_id', orderIdOf],
  ['sent', ({ sentAt }) => sentAt],
  ['ended', ({ endedAt }) => endedAt],
  ['seconds', secondsOf],
  ['sends', ({ sends }) => sends],
  ['cloud_request_id', ({ providerRequestId }) => providerRequestId],
  ['error', ({ error }) => error?.code ?? error?.kind ?? null],
  ['error_message', ({ error }) => error?.message ?? null],
]

/** Of an order that waits to be paid. */
function orderIdOf({ evidence }: Item): string | null {
  const found = evidence?.read.find(({ field }) => field === 'order.id')?.found
  return typeof found === 'string' ? found : null
}

/** From sending to its end; null for what was never sent or has not ended. */
function secondsOf({ sentAt, endedAt }: Item): number | null {
  return sentAt && endedAt ? Math.round((Date.parse(endedAt) - Date.parse(sentAt)) / 1_000) : null
}

/** The matching changes as a CSV stream, newest first; ends early when `signal` aborts. */
export function changesCsv(actor: Actor, filter: ChangeFilter, signal: AbortSignal): ReadableStream<Uint8Array> {
  const batches = changeBatches(actor, filter)
  const encoder = new TextEncoder()
  const lineOf = (item: Item) => csvRow(COLUMNS.map(([, read]) => read(item)))
  return new ReadableStream({
    start: (controller) => controller.enqueue(encoder.encode(CSV_BOM + csvRow(COLUMNS.map(([name]) => name)))),
    async pull(controller) {
      const { done, value } = signal.aborted ? { done: true, value: undefined } : await batches.next()
      if (value) controller.enqueue(encoder.encode(value.map(lineOf).join('')))
      if (done) controller.close()
    },
    cancel: async () => {
      await batches.return(undefined)
    },
  })
}
