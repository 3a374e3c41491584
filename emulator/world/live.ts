import type { CacheInstance } from './instance'
import type { ServerLine } from './server-log'
import type { SlowCommand } from './slow-log'
import type { Load } from './traffic'

/** A copy of a live instance's data: a real file. */
export interface DataFile {
  path: string
  bytes: number
  /** Where programs on this machine can download it. */
  url: string
}

/** All keys, those whose time is over, or those that match a pattern. */
export type Erasure = 'all' | 'expired' | { pattern: string }

/**
 * An instance that is a real process. Reading is from what was last seen of it: the gateway looks again before each
 * call that names the instance. Work is put in line, and the gateway answers a call when the line is empty.
 */
export interface LiveCache {
  /** From when on everything is measured, in the world's time; before it, things are made up as for other instances. */
  readonly since: number
  readonly pid: number | undefined
  /** What happened in the minute of a moment; undefined for a minute in which nothing was measured. */
  loadAt(at: number): Load | undefined
  /** Slow commands of a span that begins at `since` or later, oldest first. */
  slowCommands(from: number, to: number): SlowCommand[]
  /** What the server itself wrote. */
  lines(): readonly ServerLine[]
  /** What CONFIG GET says; undefined when the server has no such parameter. */
  parameter(name: string): string | undefined
  /** The copy of that name, when there is one. */
  file(name: string): DataFile | undefined
  /** Copies the data under a name. */
  save(name: string): void
  /** Starts anew from a file; without one, for backups that are older than the process, with as much made-up data. */
  restore(file: DataFile | undefined, dataMb: number): void
  /** Erases keys, and tells how many there were. */
  erase(what: Erasure, told?: (keys: number) => void): void
  restart(): void
}

const living = new WeakMap<CacheInstance, LiveCache>()

/** The process behind an instance; undefined for the others, whose data are numbers. */
export const liveOf = (instance: CacheInstance): LiveCache | undefined => living.get(instance)

export function setLive(instance: CacheInstance, live: LiveCache | undefined): void {
  if (live) living.set(instance, live)
  else living.delete(instance)
}

/** A user of the server, as ACL knows them. */
export interface LiveUser {
  name: string
  /** Undefined: nobody told one; the data plane makes one up. */
  password: string | undefined
  passwordFree: boolean
  readOnly: boolean
}

/** What a server is to be like by what its instance is: the data plane makes it so after each call. */
export interface LiveWish {
  /** By the server's own names. */
  parameters: ReadonlyMap<string, string>
  /** The first is the one that needs no name. */
  users: readonly LiveUser[]
  /** Commands that nobody may use. */
  disabled: readonly string[]
}
