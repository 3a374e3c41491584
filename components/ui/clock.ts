'use client'

import { useSyncExternalStore } from 'react'

const TICK_MS = 5_000
let now = 0
let offsetMs = 0
let timer: ReturnType<typeof setInterval> | undefined
const listeners = new Set<() => void>()

/** The server's time in ms, as far as it was told. */
export const serverNow = () => Date.now() + offsetMs

function tick() {
  now = serverNow()
  for (const listener of listeners) listener()
}

function subscribe(listener: () => void) {
  listeners.add(listener)
  if (now === 0) now = serverNow()
  timer ??= setInterval(tick, TICK_MS)
  return () => {
    listeners.delete(listener)
    if (listeners.size === 0) {
      clearInterval(timer)
      timer = undefined
      now = 0
    }
  }
}

/** Tells what time the server has, so that ages are right on a computer whose clock is not. */
export function setServerTime(iso: string) {
  const offset = Date.parse(iso) - Date.now()
  if (!Number.isFinite(offset) || Math.abs(offset - offsetMs) < 2_000) return
  offsetMs = Math.abs(offset) < 2_000 ? 0 : offset
  if (now !== 0) tick()
}

/** The server's time in ms, moving on every 5 s; 0 while the page is drawn on the server. */
export const useNow = () =>
  useSyncExternalStore(
    subscribe,
    () => (now === 0 ? (now = serverNow()) : now),
    () => 0,
  )
