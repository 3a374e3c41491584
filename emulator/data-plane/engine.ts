import type { Erasure, LiveWish } from '../world/live'

/** What a server says of itself at one moment. Counters grow from the start of the process. */
export interface Sample {
  usedBytes: number
  limitBytes: number
  connections: number
  keys: number
  expires: number
  counters: {
    hits: number
    misses: number
    expired: number
    evicted: number
    failed: number
    accepted: number
    inBytes: number
    outBytes: number
    cpuSeconds: number
    /** Time of all commands. */
    micros: number
  }
  /** Calls by command. */
  commands: ReadonlyMap<string, number>
}

/** An entry of the slow log as the server has it. */
export interface SlowEntry {
  id: number
  /** Milliseconds since 1970, on the computer's clock. */
  at: number
  command: string
  elapsedUs: number
  client: string
}

/** What the data plane can do with a running server of either engine. */
export interface Engine {
  readonly pid: number | undefined
  readonly running: boolean
  readonly ended: Promise<void>
  sample(): Promise<Sample>
  slowLog(): Promise<SlowEntry[]>
  /** What it says its parameters are. */
  parameters(): Promise<ReadonlyMap<string, string>>
  /** Makes it what is wished, as far as it was something else before. Resolves to what it refused. */
  apply(wish: LiveWish, limitBytes: number): Promise<string[]>
  /** Resolves to how many keys there were. */
  erase(what: Erasure): Promise<number>
  /** Fills it with made-up data until `usedBytes` are in use, and forgets that it did so. Resolves to the number of items. */
  fill(usedBytes: number): Promise<number>
  /** Does what applications do. */
  traffic(work: Work): Promise<void>
  /** Writes its data to a file; false when it cannot. */
  save(path: string): Promise<boolean>
  /** Ends it; with `keep`, its data are there when it is started again. */
  stop(keep?: boolean): Promise<void>
}

export interface Work {
  reads: number
  writes: number
  /** A command that takes so long, when there is one. */
  slowMs: number | undefined
  /** How many items there are to choose from. */
  items: number
  /** In [0, 1), for choices. */
  draw(): number
}

export interface EngineOptions {
  program: string
  folder: string
  port: number
  limitBytes: number
  line(text: string): void
}
