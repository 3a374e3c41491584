import { useState } from 'react'

/** One act at a time: which one is sent, and why the last one failed. */
export interface Act<Answer> {
  run(name: string, act: () => Promise<Answer>): Promise<void>
  running: string | null
  problem: unknown
}

/** Runs one act at a time; a failure is told in place. `after` gets the answer, or nothing when it failed. */
export function useAct<Answer>(after: (answer: Answer | undefined) => Promise<void>): Act<Answer> {
  const [running, setRunning] = useState<string | null>(null)
  const [problem, setProblem] = useState<unknown>()
  const run = async (name: string, act: () => Promise<Answer>) => {
    if (running) return
    setRunning(name)
    setProblem(undefined)
    try {
      const answer = await act().catch((error: unknown) => {
        setProblem(error)
        return undefined
      })
      await after(answer)
    } finally {
      setRunning(null)
    }
  }
  return { run, running, problem }
}
