import type { Kind, Operation, ServiceId, Words } from '@/lib/operation'

/** What the list of operations shows of a row, without its schemas: they come with the operation that is opened. */
export interface Entry {
  service: ServiceId
  name: string
  kind: Kind
  group: string
  summary: Words
}

export const entryOf = ({ service, name, kind, group, summary }: Operation): Entry => ({
  service,
  name,
  kind,
  group,
  summary,
})
