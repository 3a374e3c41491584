'use client'

import type { ReactNode } from 'react'
import { Button } from '@/components/ui/button'
import { Failed } from '@/components/ui/failed'
import { Skeleton } from '@/components/ui/skeleton'

interface PagedProps {
  /** What an infinite query says of itself. */
  query: {
    data: unknown
    error: unknown
    refetch: () => unknown
    hasNextPage: boolean
    isFetchingNextPage: boolean
    fetchNextPage: () => unknown
  }
  isEmpty: boolean
  /** Stands there when nothing fits. */
  empty: ReactNode
  /** Words of the button that asks for the next page. */
  older: string
  children: ReactNode
}

/** A list that is read page by page: loading, failed, empty, or its rows with a button for older ones. */
export function Paged({ query, isEmpty, empty, older, children }: PagedProps) {
  const { data, error } = query
  return (
    <>
      {error ? <Failed error={error} retry={() => query.refetch()} /> : null}
      {!data && !error && <Skeleton widths={[90, 160, 140, 160, 80]} rows={8} />}
      {data !== undefined && isEmpty && empty}
      {!isEmpty && children}
      {query.hasNextPage && (
        <div className="px-gut py-3">
          <Button reading={query.isFetchingNextPage} onClick={() => query.fetchNextPage()}>
            {older}
          </Button>
        </div>
      )}
    </>
  )
}
