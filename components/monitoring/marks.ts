import type { InstanceBackups } from '@/lib/model/backup'
import type { ChangeList } from '@/lib/model/change'
import type { Span } from '@/lib/model/time-range'

/** Something that happened to the instance: a backup is a stretch, a change a moment. */
export interface Mark {
  id: string
  kind: 'backup' | 'change'
  from: number
  to: number
  href: string
  /** Of a change: what was done. */
  action: ChangeList['items'][number]['action'] | null
  failed: boolean
}

/** Changes that were sent, and backups, within a span, in time order. */
export function marksOf(
  ref: string,
  { from, to }: Span,
  changes: readonly ChangeList['items'][number][],
  sets: InstanceBackups['sets'],
): Mark[] {
  const page = `/instances/${encodeURIComponent(ref)}`
  const sent = changes.flatMap(({ id, sentAt, action, state }): Mark[] => {
    const at = sentAt === null ? Number.NaN : Date.parse(sentAt)
    if (Number.isNaN(at)) return []
    return [{ id, kind: 'change', from: at, to: at, href: `/changes/${id}`, action, failed: state === 'failed' }]
  })
  const backups = (sets ?? []).map(({ id, startedAt, endedAt, status }): Mark => {
    const start = Date.parse(startedAt)
    const end = endedAt === null ? (status === 'running' ? to : start) : Date.parse(endedAt)
    return {
      id,
      kind: 'backup',
      from: start,
      to: end,
      href: `${page}?tab=backups`,
      action: null,
      failed: status === 'failed',
    }
  })
  return [...sent, ...backups].filter((mark) => mark.to >= from && mark.from <= to).sort((a, b) => a.from - b.from)
}
