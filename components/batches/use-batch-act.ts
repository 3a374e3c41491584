'use client'

import { useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import type { Batch } from '@/lib/model/batch'

/** Runs one act on a batch at a time, and reads the page anew; a failure is told in place. */
export function useBatchAct(id: string) {
  const client = useQueryClient()
  const [running, setRunning] = useState<string | null>(null)
  const [problem, setProblem] = useState<unknown>()
  const run = async (name: string, act: () => Promise<Batch>) => {
    if (running) return
    setRunning(name)
    setProblem(undefined)
    try {
      await act()
    } catch (error) {
      setProblem(error)
    }
    await client.invalidateQueries({ queryKey: ['changes', 'batch', id] })
    void client.invalidateQueries({ queryKey: ['changes', 'batches'] })
    setRunning(null)
  }
  return { run, running, problem }
}
