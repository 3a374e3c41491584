'use client'

import { type QueryClient, useQueryClient } from '@tanstack/react-query'
import { useEffect, useSyncExternalStore } from 'react'
import type { ChangeState } from '@/lib/model/change'
import type { LiveEvent } from '@/lib/model/fleet'
import { toSignIn } from './api'
import { liveEvent } from './fleet-checks'
import { readingKey } from './instance'

const CHANNEL = 'quarterdeck-live'
const FIRST_DELAY_MS = 500
const LONGEST_DELAY_MS = 30_000
/** How long without a stream before the page says so. */
const LOST_MS = 10_000
/** A sync tells of many rows at once: they are asked for once in this time. */
const GATHER_MS = 250
/** Steps of many changes come one by one, for as long as a batch runs. */
const GATHER_CHANGES_MS = 1_000

/** Actions after whose steps the backups of an instance are others. */
const TOUCHES_SETS = /^(?:backup|restore)/

type Told = LiveEvent | { type: 'again' }
type State = 'open' | 'lost'

let state: State = 'open'
const listeners = new Set<() => void>()
function become(next: State) {
  if (state === next) return
  state = next
  for (const listener of listeners) listener()
}

/** Whether changes reach this page by themselves. */
export const useLive = (): State =>
  useSyncExternalStore(
    (listener) => {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    () => state,
    () => 'open',
  )

/** Lists of instances, and what is chosen in them. */
const LISTS = [
  ['instances', 'window'],
  ['instances', 'facets'],
  ['instances', 'can'],
]
/** Answered from the inventory, of one instance each. */
const KEPT = ['one', 'actions'] as const
/** Asked of its cloud, of one instance each: they are others after a change, and not because somebody read something. */
const ASKED = ['parameters', 'access', 'backups', 'billing', 'topology', 'tasks', 'key-analysis', 'logs'] as const

/** A change in such a state may have done something. */
const MAY_HAVE_ACTED: readonly ChangeState[] = ['done', 'ordered', 'failed', 'human']

/** Queries that became old: those whose key begins so, and of them, where it is given, those of instances of a place. */
export interface Stale {
  queryKey: readonly string[]
  /** How the references of its instances begin: the third word of the key. */
  place?: string
  /** Without what is on record each time it is answered (`meta.onRecord`): nobody asked for it again. */
  unrecorded?: boolean
}

const all = (...keys: (readonly string[])[]): Stale[] => keys.map((queryKey) => ({ queryKey }))

/** What an event makes old. An event about an instance leaves alone what was asked of the clouds of others. */
export function staleOf(event: Told): Stale[] {
  switch (event.type) {
    case 'inventory': {
      const place = `${event.service}.${event.accountId}.${event.region}.`
      return [
        ...all(...LISTS, ['instances', 'sparks'], ['clouds'], ['overview'], ['accounts']),
        ...KEPT.map((what) => ({ queryKey: ['instances', what], place })),
      ]
    }
    case 'instance':
      return all(...LISTS, ...KEPT.map((what) => ['instances', what, event.ref]), ['overview'])
    case 'change':
      return all(
        ['changes'],
        ['charts', 'marks', event.ref],
        // Who holds the instance is told with what can be done.
        ['instances', 'actions', event.ref],
        ...(MAY_HAVE_ACTED.includes(event.state)
          ? ASKED.map((what) => ['instances', what, event.ref])
          : // A set that begins or ends does not always move the facts of its instance.
            TOUCHES_SETS.test(event.action)
            ? [['instances', 'backups', event.ref]]
            : []),
      )
    case 'batch':
      return all(['changes'])
    case 'account':
      return all(['accounts'], ['clouds'], ['instances'], ['overview'])
    case 'probe':
      return all(['accounts'], ['probe', event.accountId])
    case 'again':
      return [
        { queryKey: ['instances'], unrecorded: true },
        ...all(['clouds'], ['overview'], ['accounts'], ['probe'], ['changes']),
      ]
    default:
      return []
  }
}

/** Asks for what is old and shown again. What a reading that is under way will bring by itself is not asked for as well. */
export function askAgain(client: QueryClient, stale: readonly Stale[]) {
  for (const { queryKey, place, unrecorded } of stale)
    client.invalidateQueries({
      queryKey,
      predicate: ({ queryKey: [, what, ref], meta }) => {
        if (unrecorded && meta?.onRecord) return false
        if (place !== undefined && !(typeof ref === 'string' && ref.startsWith(place))) return false
        return what !== 'one' || typeof ref !== 'string' || client.isMutating({ mutationKey: readingKey(ref) }) === 0
      },
    })
}

/** Calls `run` at once, then at most once per `ms` with everything gathered in between. */
function gathering(run: (stale: Stale[]) => void, ms: number) {
  let waiting = new Map<string, Stale>()
  let timer: ReturnType<typeof setTimeout> | undefined
  const flush = () => {
    timer = undefined
    if (waiting.size === 0) return
    const stale = [...waiting.values()]
    waiting = new Map()
    timer = setTimeout(flush, ms)
    run(stale)
  }
  return {
    add(stale: Stale[]) {
      for (const one of stale) waiting.set([...one.queryKey, one.place, one.unrecorded].join(), one)
      if (!timer) flush()
    },
    stop: () => clearTimeout(timer),
  }
}

/** Keeps one stream open, with growing, uneven pauses after failures. Ends with the signal. */
function stream(tell: (event: Told) => void, connected: (open: boolean) => void, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    let source: EventSource | undefined
    let timer: ReturnType<typeof setTimeout> | undefined
    let failures = 0
    let opened = false
    const open = () => {
      source = new EventSource('/api/events')
      source.onopen = () => {
        failures = 0
        connected(true)
        // What happened while nobody listened is unknown: everything shown may be old.
        if (opened) tell({ type: 'again' })
        opened = true
      }
      source.onmessage = ({ data }) => {
        const event = liveEvent.safeParse(JSON.parse(data))
        if (event.success) tell(event.data)
      }
      source.onerror = () => {
        source?.close()
        connected(false)
        const most = Math.min(FIRST_DELAY_MS * 2 ** failures++, LONGEST_DELAY_MS)
        timer = setTimeout(open, most / 2 + (Math.random() * most) / 2)
      }
    }
    signal.addEventListener('abort', () => {
      clearTimeout(timer)
      source?.close()
      resolve()
    })
    open()
  })
}

function follow(client: QueryClient, signal: AbortSignal) {
  const channel = new BroadcastChannel(CHANNEL)
  const ask = (stale: Stale[]) => askAgain(client, stale)
  const stale = gathering(ask, GATHER_MS)
  const changes = gathering(ask, GATHER_CHANGES_MS)
  let lost: ReturnType<typeof setTimeout> | undefined
  const hear = (event: Told) => {
    if (event.type === 'session') toSignIn()
    else (event.type === 'change' || event.type === 'batch' ? changes : stale).add(staleOf(event))
  }
  const connected = (open: boolean) => {
    clearTimeout(lost)
    lost = undefined
    if (open) become('open')
    else lost = setTimeout(() => become('lost'), LOST_MS)
  }
  channel.onmessage = ({ data }: MessageEvent<{ event?: Told; open?: boolean }>) => {
    if (data.event) hear(data.event)
    if (data.open !== undefined) become(data.open ? 'open' : 'lost')
  }
  const lead = () =>
    stream(
      (event) => {
        hear(event)
        channel.postMessage({ event })
      },
      (open) => {
        connected(open)
        if (open) channel.postMessage({ open })
      },
      signal,
    )
  signal.addEventListener('abort', () => {
    clearTimeout(lost)
    stale.stop()
    changes.stop()
    channel.close()
  })
  // The page that holds the lock has the stream and tells the other pages of this browser.
  if (!navigator.locks) void lead()
  else navigator.locks.request(CHANNEL, { signal }, lead).catch(() => undefined) // given up while waiting
}

/** Follows the console's live events as long as it is mounted: one stream per browser, shared by its tabs. */
export function useLiveEvents() {
  const client = useQueryClient()
  useEffect(() => {
    const end = new AbortController()
    follow(client, end.signal)
    return () => end.abort()
  }, [client])
}
