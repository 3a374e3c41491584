'use client'

import { useQueryClient } from '@tanstack/react-query'
import { useAct } from '@/components/changes/use-act'
import type { Batch } from '@/lib/model/batch'

/** Runs one act on a batch at a time, and reads the page anew; a failure is told in place. */
export function useBatchAct(id: string) {
  const client = useQueryClient()
  return useAct<Batch>(async () => {
    await client.invalidateQueries({ queryKey: ['changes', 'batch', id] })
    void client.invalidateQueries({ queryKey: ['changes', 'batches'] })
  })
}
