'use client'

import { useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import type { Change } from '@/lib/model/change'
import { changeQuery } from '@/lib/queries/changes'

/** Runs one act at a time; its answer becomes what the page shows, its failure is told in place. */
export function useDecision(id: string) {
  const client = useQueryClient()
  const [running, setRunning] = useState<string | null>(null)
  const [problem, setProblem] = useState<unknown>()
  const run = async (name: string, act: () => Promise<Change>) => {
    if (running) return
    setRunning(name)
    setProblem(undefined)
    try {
      client.setQueryData(changeQuery(id).queryKey, await act())
      await client.invalidateQueries({ queryKey: ['changes', 'list'] })
    } catch (error) {
      setProblem(error)
      void client.invalidateQueries({ queryKey: ['changes', 'one', id] })
    } finally {
      setRunning(null)
    }
  }
  return { run, running, problem }
}
