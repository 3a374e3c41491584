import type { MarkKind, Mark as Told } from '@/lib/model/mark'

/** A mark as it is drawn: in ms, and with where it leads. */
export interface Mark extends Omit<Told, 'from' | 'to' | 'kind'> {
  /** `slow`: slow commands became many, as found in the slow log. */
  kind: MarkKind | 'slow'
  key: string
  from: number
  to: number
  href: string
  /** Of several instances: which. */
  instance: string | null
}

/** Marks of an instance until a moment. */
export function marksOf(ref: string, until: number, told: readonly Told[], instance: string | null = null): Mark[] {
  const page = `/instances/${encodeURIComponent(ref)}`
  const [service = ''] = ref.split('.')
  return told.map(({ from, to, ...mark }) => ({
    ...mark,
    key: `${ref} ${mark.kind} ${mark.id}`,
    from: Date.parse(from),
    to: to === null ? until : Date.parse(to),
    href: mark.isOurs
      ? `/changes/${mark.id}`
      : mark.kind === 'backup'
        ? `${page}?tab=backups`
        : `/operations/${service}/${mark.kind === 'task' ? 'DescribeTasks' : 'DescribeActiveOperationTask'}`,
    instance,
  }))
}
