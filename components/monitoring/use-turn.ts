'use client'

import { useEffect, useState } from 'react'

const waiting = new Set<() => void>()
let isGoing = false

/** Gives the next one its turn; the one after it waits until that is painted. */
function goOn() {
  const [next] = waiting
  isGoing = next !== undefined
  if (!next) return
  waiting.delete(next)
  next()
  requestAnimationFrame(() => setTimeout(goOn))
}

/**
 * Whether it may be drawn: drawings that are ready at the same time get their turns one after the other, each in a task
 * of its own, so that none of them holds up what the person does. Once drawn, stays so for as long as it is ready.
 */
export function useTurn(isReady: boolean): boolean {
  const [isMine, setMine] = useState(false)
  useEffect(() => {
    if (!isReady) return
    const take = () => setMine(true)
    waiting.add(take)
    if (!isGoing) {
      isGoing = true
      setTimeout(goOn)
    }
    return () => {
      waiting.delete(take)
      setMine(false)
    }
  }, [isReady])
  return isReady && isMine
}
