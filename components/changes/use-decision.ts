'use client'

import { useQueryClient } from '@tanstack/react-query'
import type { Change } from '@/lib/model/change'
import { changeQuery } from '@/lib/queries/changes'
import { useAct } from './use-act'

/** Runs one act on a change at a time; its answer becomes what the page shows, its failure is told in place. */
export function useDecision(id: string) {
  const client = useQueryClient()
  return useAct<Change>(async (change) => {
    if (change) {
      client.setQueryData(changeQuery(id).queryKey, change)
      await client.invalidateQueries({ queryKey: ['changes', 'list'] })
    } else void client.invalidateQueries({ queryKey: ['changes', 'one', id] })
  })
}
