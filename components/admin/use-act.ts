'use client'

import { useState } from 'react'
import { useProblemText } from '@/components/ui/problem'
import { toast } from '@/components/ui/toast'

/** Runs one act at a time and tells a failure in a toast that stays. `running` names the one under way. */
export function useAct() {
  const words = useProblemText()
  const [running, setRunning] = useState<string | null>(null)
  const act = async (name: string, run: () => Promise<unknown>) => {
    if (running) return
    setRunning(name)
    try {
      await run()
    } catch (error) {
      const { what, remedy, requestId } = words(error)
      toast({ tone: 'danger', title: what, text: [remedy, requestId].filter(Boolean).join(' ') })
    } finally {
      setRunning(null)
    }
  }
  return { act, running }
}
