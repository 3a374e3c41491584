import type { QueryConfig } from 'pg'
import { isDatabaseAway, pool } from '@/lib/db/client'

const PERIOD_MS = 2_000
// A database that takes longer for nothing at all hangs. (Missing in the types of pg, which reads it.)
const QUESTION: QueryConfig & { query_timeout: number } = { text: 'select 1', query_timeout: 3_000 }

let away = false

/** Whether the database did not answer when it was last asked, at most two seconds ago. */
export const isAway = () => away

/** Asks the database every two seconds whether it is there. Returns how to stop that. */
export function watchDatabase(): () => void {
  let timer: NodeJS.Timeout
  let stopped = false
  async function ask() {
    try {
      await pool().query(QUESTION)
      away = false
    } catch (error) {
      away = isDatabaseAway(error)
    }
    if (!stopped) timer = setTimeout(ask, PERIOD_MS)
  }
  timer = setTimeout(ask, 0)
  return () => {
    stopped = true
    clearTimeout(timer)
  }
}
