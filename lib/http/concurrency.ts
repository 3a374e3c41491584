import { type Clock, realClock } from './clock'
import type { Lane } from './quota'

export interface Place {
  accountId: string
  /** Calls at a time of the account. */
  limit: number
  region: string
  lane: Lane
  signal?: AbortSignal
}

export interface Gate {
  /**
   * Resolves, once the account has a place free, with the function that gives it back and says whether others took it.
   * People go first; then the region with the fewest calls under way, in turn. Rejects with the signal's reason when it
   * is aborted.
   */
  enter(place: Place): Promise<() => boolean>
}

interface Waiting {
  place: Place
  admit: () => void
}
interface Running {
  region: string
  since: number
  /** It took too long and gave its place to others, but is still under way. */
  aside: boolean
}
interface Account {
  limit: number
  running: Set<Running>
  waiting: Waiting[]
  /** Moving average of how long a call takes, in ms; undefined until one was answered. */
  typicalMs: number | undefined
  regionMs: Map<string, number>
  /** Counts admissions, so that regions take turns. */
  turn: number
  lastTurn: Map<string, number>
  disarm: (() => void) | undefined
}

/** A call is overdue when it takes this many times as long as is typical. */
const OVERDUE = 2
const SHORTEST_MS = 25
const WEIGHT = 0.2

/**
 * Places for an account's calls. A call that is overdue gives its place back, one of each region at a time; the region
 * then starts no other until it is answered. So a region that is 20 times slower than the rest holds a place for a
 * tenth of the time and delays the others by a few per cent at most.
 */
export function makeGate(clock: Pick<Clock, 'now' | 'after'> = realClock): Gate {
  const accounts = new Map<string, Account>()

  function accountOf(id: string): Account {
    let account = accounts.get(id)
    if (!account) {
      account = {
        limit: 1,
        running: new Set(),
        waiting: [],
        typicalMs: undefined,
        regionMs: new Map(),
        turn: 0,
        lastTurn: new Map(),
        disarm: undefined,
      }
      accounts.set(id, account)
    }
    return account
  }

  function start(account: Account, { region }: Place): () => boolean {
    const call: Running = { region, since: clock.now(), aside: false }
    account.running.add(call)
    account.lastTurn.set(region, ++account.turn)
    return () => {
      if (!account.running.delete(call)) return false
      learn(account, region, clock.now() - call.since)
      const { turn } = account
      pump(account)
      return account.turn > turn
    }
  }

  function pump(account: Account): void {
    account.disarm?.()
    account.disarm = undefined
    while (account.waiting.length > 0 && placesTaken(account) < account.limit) {
      const next = pick(account)
      if (!next) break
      account.waiting.splice(account.waiting.indexOf(next), 1)
      next.admit()
    }
    if (account.waiting.length > 0) watch(account)
  }

  /** Looks again when the next call becomes overdue. Only needed while somebody waits. */
  function watch(account: Account): void {
    const bound = overdueAfter(account)
    if (bound === undefined) return
    const candidates = [...account.running].filter((call) => !call.aside && !hasAside(account, call.region))
    if (candidates.length === 0) return
    const first = candidates.reduce((a, b) => (a.since <= b.since ? a : b))
    const wait = first.since + bound - clock.now()
    if (wait > 0) {
      account.disarm = clock.after(wait, () => pump(account))
      return
    }
    first.aside = true
    pump(account)
  }

  return {
    enter(place) {
      const { signal } = place
      if (signal?.aborted) return Promise.reject(signal.reason)
      const account = accountOf(place.accountId)
      account.limit = place.limit
      return new Promise((resolve, reject) => {
        const waiting: Waiting = {
          place,
          admit: () => {
            signal?.removeEventListener('abort', leave)
            resolve(start(account, place))
          },
        }
        const leave = () => {
          account.waiting.splice(account.waiting.indexOf(waiting), 1)
          reject(signal?.reason)
        }
        signal?.addEventListener('abort', leave, { once: true })
        account.waiting.push(waiting)
        pump(account)
      })
    },
  }
}

const placesTaken = (account: Account) => count(account.running, (call) => !call.aside)
const hasAside = (account: Account, region: string) =>
  count(account.running, (call) => call.aside && call.region === region) > 0
const underWay = (account: Account, region: string) => count(account.running, (call) => call.region === region)

function count<T>(items: Iterable<T>, counts: (item: T) => boolean): number {
  let number = 0
  for (const item of items) if (counts(item)) number++
  return number
}

const overdueAfter = ({ typicalMs }: Account) =>
  typicalMs === undefined ? undefined : Math.max(SHORTEST_MS, typicalMs * OVERDUE)

/** A region that is known to be slow, or has a call set aside, gets one call at a time. */
function mayStart(account: Account, region: string): boolean {
  const calls = underWay(account, region)
  if (calls === 0) return true
  const bound = overdueAfter(account)
  const slow = bound !== undefined && (account.regionMs.get(region) ?? 0) > bound
  return !slow && !hasAside(account, region)
}

/** People first; then who has fewest under way; then whose turn was longest ago; then who came first. */
function pick(account: Account): Waiting | undefined {
  let best: Waiting | undefined
  let bestRank: readonly number[] = []
  for (const waiting of account.waiting) {
    const { region, lane } = waiting.place
    if (!mayStart(account, region)) continue
    const rank = [lane === 'interactive' ? 0 : 1, underWay(account, region), account.lastTurn.get(region) ?? 0]
    if (!best || isBefore(rank, bestRank)) [best, bestRank] = [waiting, rank]
  }
  return best
}

function isBefore(a: readonly number[], b: readonly number[]): boolean {
  for (const [i, value] of a.entries()) {
    const other = b[i] ?? 0
    if (value !== other) return value < other
  }
  return false
}

function learn(account: Account, region: string, tookMs: number): void {
  const before = account.regionMs.get(region)
  account.regionMs.set(region, before === undefined ? tookMs : before + WEIGHT * (tookMs - before))
  const { typicalMs } = account
  if (typicalMs === undefined) account.typicalMs = tookMs
  // One slow region must not move what is typical; a whole slow cloud does, step by step.
  else account.typicalMs = typicalMs + WEIGHT * (Math.min(tookMs, typicalMs * OVERDUE) - typicalMs)
}

/** Runs work one at a time for each key, in the order it was asked for. */
export function makeTurnstile() {
  const tails = new Map<string, Promise<void>>()
  return async function inTurn<T>(key: string, signal: AbortSignal | undefined, work: () => Promise<T>): Promise<T> {
    const before = tails.get(key)
    let leave = () => {}
    const mine = new Promise<void>((resolve) => {
      leave = resolve
    })
    const tail = before ? before.then(() => mine) : mine
    tails.set(key, tail)
    try {
      if (before) await unlessAborted(before, signal)
      return await work()
    } finally {
      leave()
      if (tails.get(key) === tail) tails.delete(key)
    }
  }
}

function unlessAborted(work: Promise<void>, signal: AbortSignal | undefined): Promise<void> {
  if (!signal) return work
  return new Promise((resolve, reject) => {
    const abort = () => reject(signal.reason)
    if (signal.aborted) return abort()
    signal.addEventListener('abort', abort, { once: true })
    work.then(resolve, reject).finally(() => signal.removeEventListener('abort', abort))
  })
}
