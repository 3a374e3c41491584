import type { JobSource } from './job'

export interface RunnerOptions {
  sources: readonly JobSource[]
  /** How often every source is asked, woken or not. */
  scanMs: number
  /** One line for the log; never gets credentials because errors are reduced to their message. */
  log: (line: string) => void
}

export interface Runner {
  /** Asks one source, or all, for due work now. */
  look(name?: string): void
  /** Takes no more work, tells what runs to finish, and resolves when all of it has; at the latest after `graceMs`. */
  stop(graceMs: number): Promise<void>
}

/** Keeps each source's due work running, up to its concurrency, in this process. */
export function startRunner({ sources, scanMs, log }: RunnerOptions): Runner {
  const stopping = new AbortController()
  const running = new Set<Promise<void>>()
  const states = sources.map((source) => ({ source, active: 0, claiming: false, again: false, failing: '' }))
  type State = (typeof states)[number]

  async function fill(state: State): Promise<void> {
    if (state.claiming) {
      state.again = true
      return
    }
    state.claiming = true
    try {
      do {
        state.again = false
        while (!stopping.signal.aborted && state.active < (state.source.concurrency ?? 4)) {
          const run = await state.source.claim()
          if (!run) break
          state.active += 1
          const work = run
            .run(stopping.signal)
            .catch((error: unknown) => log(`${state.source.name} ${run.label ?? ''} failed: ${messageOf(error)}`))
            .finally(() => {
              state.active -= 1
              running.delete(work)
              void fill(state)
            })
          running.add(work)
        }
      } while (state.again && !stopping.signal.aborted)
      if (state.failing) log(`${state.source.name} works again`)
      state.failing = ''
    } catch (error) {
      // Said once, not every five seconds while the database is away; the next scan tries again.
      if (state.failing !== messageOf(error)) log(`${state.source.name} cannot claim work: ${messageOf(error)}`)
      state.failing = messageOf(error)
    } finally {
      state.claiming = false
    }
  }

  const look = (name?: string) => {
    for (const state of states) if (name === undefined || state.source.name === name) void fill(state)
  }
  const timer = setInterval(() => look(), scanMs)
  look()
  return {
    look,
    async stop(graceMs) {
      clearInterval(timer)
      stopping.abort()
      let late: NodeJS.Timeout | undefined
      const grace = new Promise<void>((done) => {
        late = setTimeout(done, graceMs)
      })
      await Promise.race([Promise.allSettled(running), grace])
      clearTimeout(late)
    },
  }
}

/** An error for the log, without what database errors quote: statements and their values. */
export function messageOf(error: unknown): string {
  if (!(error instanceof Error)) return typeof error
  const root = error.cause instanceof Error ? error.cause : error
  const code = 'code' in root ? ` ${String(root.code)}` : ''
  const quotesValues = 'severity' in root || /^Failed query/.test(root.message)
  return `${root.name}${code}${quotesValues ? '' : `: ${root.message.slice(0, 300)}`}`
}
