/** One unit of work that was claimed under a lease of its own row. */
export interface JobRun {
  /** What is worked on, for the log: ids only. */
  label?: string
  /** Does it. When `signal` aborts, finish at once or release the lease. Running it twice must do no harm. */
  run(signal: AbortSignal): Promise<void>
}

/** Where work comes from. The source's own rows say what is due; waking only makes the worker look sooner. */
export interface JobSource {
  name: string
  /** How many of its runs one worker process does at a time; 4 when not given. */
  concurrency?: number
  /** Claims one unit of due work under a lease, or resolves undefined when there is none. */
  claim(): Promise<JobRun | undefined>
}
