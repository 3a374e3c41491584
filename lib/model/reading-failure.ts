/** How a reading failed, in the words a person would use; each has its sentence in `problems.reading`. */
export type ReadingFailure = 'silent' | 'limited' | 'erred' | 'unreadable' | 'refused'

const BY_KIND: Record<string, ReadingFailure> = {
  unreachable: 'silent',
  timeout: 'silent',
  dropped: 'silent',
  cancelled: 'silent',
  throttled: 'limited',
  'server-error': 'erred',
  unknown: 'erred',
  'bad-answer': 'unreadable',
  'too-large': 'unreadable',
}

/** What happened, by a `ProviderErrorKind`: a cloud that answered is not said to be silent. The rest are refusals. */
export const readingFailure = (kind: string): ReadingFailure => BY_KIND[kind] ?? 'refused'
