'use client'

import { type QueryClient, useQueryClient } from '@tanstack/react-query'
import { useEffect, useSyncExternalStore } from 'react'
import type { LiveEvent } from '@/lib/model/fleet'
import { toSignIn } from './api'
import { liveEvent } from './fleet-checks'

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

/** What an event makes old: prefixes of query keys. */
export function staleKeys(event: Told): string[][] {
  switch (event.type) {
    case 'inventory':
      return [['instances'], ['clouds'], ['overview'], ['accounts']]
    case 'instance':
      return [['instances'], ['overview']]
    case 'change':
      // A set that begins or ends does not always move the facts of its instance.
      return [
        ['changes'],
        ['charts', 'marks', event.ref],
        // Who holds the instance is told with what can be done.
        ['instances', 'actions', event.ref],
        ...(TOUCHES_SETS.test(event.action) ? [['instances', 'backups', event.ref]] : []),
      ]
    case 'batch':
      return [['changes']]
    case 'account':
      return [['accounts'], ['clouds'], ['instances'], ['overview']]
    case 'probe':
      return [['accounts'], ['probe', event.accountId]]
    case 'again':
      return [['instances'], ['clouds'], ['overview'], ['accounts'], ['probe'], ['changes']]
    default:
      return []
  }
}

/** Calls `run` at once, then at most once per `ms` with everything gathered in between. */
function gathering(run: (keys: string[][]) => void, ms: number) {
  let waiting = new Map<string, string[]>()
  let timer: ReturnType<typeof setTimeout> | undefined
  const flush = () => {
    timer = undefined
    if (waiting.size === 0) return
    const keys = [...waiting.values()]
    waiting = new Map()
    timer = setTimeout(flush, ms)
    run(keys)
  }
  return {
    add(keys: string[][]) {
      for (const key of keys) waiting.set(key.join(), key)
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
  const ask = (keys: string[][]) => {
    for (const queryKey of keys) client.invalidateQueries({ queryKey })
  }
  const stale = gathering(ask, GATHER_MS)
  const changes = gathering(ask, GATHER_CHANGES_MS)
  let lost: ReturnType<typeof setTimeout> | undefined
  const hear = (event: Told) => {
    if (event.type === 'session') toSignIn()
    else (event.type === 'change' || event.type === 'batch' ? changes : stale).add(staleKeys(event))
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
