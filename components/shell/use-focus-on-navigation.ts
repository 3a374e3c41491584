'use client'

import { usePathname } from 'next/navigation'
import { useEffect, useRef } from 'react'

/** After moving to another page, focus goes to its heading, so that it is announced and Tab starts there. */
export function useFocusOnNavigation() {
  const path = usePathname()
  const main = useRef<HTMLElement>(null)
  const last = useRef(path)
  useEffect(() => {
    if (last.current === path) return
    last.current = path
    const busy = document.activeElement
    // A page that put the focus somewhere itself keeps it there.
    if (busy && busy !== document.body && main.current?.contains(busy)) return
    const heading = main.current?.querySelector<HTMLElement>('h1') ?? main.current
    heading?.focus({ preventScroll: true })
  }, [path])
  return main
}
