'use client'

import { useQueryClient } from '@tanstack/react-query'
import type { Change } from '@/lib/model/change'
import { changeQuery } from '@/lib/queries/changes'
import { useAct } from './use-act'

/** What was pressed may be gone with its form: the focus goes to the heading, beside which stands what came of it. */
function keepFocus() {
  const at = document.activeElement
  if (at === null || at === document.body)
    document.querySelector<HTMLElement>('#content h1')?.focus({ preventScroll: true })
}

/** Runs one act on a change at a time; its answer becomes what the page shows, its failure is told in place. */
export function useDecision(id: string) {
  const client = useQueryClient()
  return useAct<Change>(async (change) => {
    if (change) {
      client.setQueryData(changeQuery(id).queryKey, change)
      await client.invalidateQueries({ queryKey: ['changes', 'list'] })
      setTimeout(keepFocus)
    } else void client.invalidateQueries({ queryKey: ['changes', 'one', id] })
  })
}
