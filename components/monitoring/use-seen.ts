'use client'

import { type RefObject, useEffect, useState } from 'react'
import { flushSync } from 'react-dom'

/** True from when it first comes near the window. */
export function useSeen(target: RefObject<HTMLElement | null>): boolean {
  const [isSeen, setSeen] = useState(false)
  useEffect(() => {
    const element = target.current
    if (!element || isSeen) return
    const watch = new IntersectionObserver((all) => all.some(({ isIntersecting }) => isIntersecting) && setSeen(true), {
      rootMargin: '160px',
    })
    watch.observe(element)
    // On paper all of a page is seen.
    const print = () => flushSync(() => setSeen(true))
    addEventListener('beforeprint', print)
    return () => {
      watch.disconnect()
      removeEventListener('beforeprint', print)
    }
  }, [target, isSeen])
  return isSeen
}
