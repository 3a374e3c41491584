'use client'

import { type RefCallback, useCallback, useState } from 'react'

/** A little before it comes into view. */
const MARGIN = '200px'
const seen = new WeakMap<Element, () => void>()
let watcher: IntersectionObserver | undefined

function watch(element: Element, onSeen: () => void): () => void {
  watcher ??= new IntersectionObserver(
    (entries) => {
      for (const { isIntersecting, target } of entries) if (isIntersecting) seen.get(target)?.()
    },
    { rootMargin: MARGIN },
  )
  seen.set(element, onSeen)
  watcher.observe(element)
  return () => {
    seen.delete(element)
    watcher?.unobserve(element)
  }
}

/** True from when the element first came near the window on. */
export function useSeen<E extends Element>(): [RefCallback<E>, boolean] {
  const [isSeen, setSeen] = useState(false)
  const ref = useCallback((element: E | null) => (element ? watch(element, () => setSeen(true)) : undefined), [])
  return [ref, isSeen]
}
