'use client'

import { useRouter } from 'next/navigation'
import { useEffect, useRef } from 'react'
import { NAV_ITEMS } from './nav-items'

const TYPES_TEXT = 'input:not([type="checkbox"], [type="radio"]), textarea, select, [contenteditable="true"]'
const SECOND_KEY_MS = 1_200

interface Acts {
  palette(): void
  /** The palette may be asked for with the next key: it is fetched, so that what is typed at once is not lost. */
  soon(): unknown
  shortcuts(): void
  navigation(): void
  tray(): void
}

/**
 * The keys that work on every page. None works while text is typed, except Ctrl/Cmd+K.
 * A page marks the field that `/` focuses with `data-search`.
 */
export function useShortcuts(acts: Acts) {
  const router = useRouter()
  const latest = useRef(acts)
  useEffect(() => {
    latest.current = acts
  })
  useEffect(() => {
    let goAt = Number.NEGATIVE_INFINITY
    const key = (event: KeyboardEvent) => {
      if (event.defaultPrevented || event.isComposing) return
      if (event.key === 'Control' || event.key === 'Meta') return latest.current.soon()
      if ((event.ctrlKey || event.metaKey) && !event.altKey && !event.shiftKey && event.key.toLowerCase() === 'k') {
        event.preventDefault()
        return latest.current.palette()
      }
      if (event.ctrlKey || event.metaKey || event.altKey) return
      if (event.target instanceof Element && event.target.closest(TYPES_TEXT)) return
      if (document.querySelector('dialog[open]')) return
      const going = event.timeStamp - goAt < SECOND_KEY_MS
      goAt = Number.NEGATIVE_INFINITY
      if (going && event.key === 't') {
        event.preventDefault()
        return latest.current.tray()
      }
      if (going) {
        const item = NAV_ITEMS.find(({ letter }) => letter === event.key)
        if (!item) return
        event.preventDefault()
        return router.push(item.href)
      }
      if (event.key === 'g') goAt = event.timeStamp
      else if (event.key === '?') latest.current.shortcuts()
      else if (event.key === '[') latest.current.navigation()
      else if (event.key === '/') {
        const field = document.querySelector<HTMLElement>('[data-search]')
        if (!field) return
        event.preventDefault()
        field.focus()
      }
    }
    document.addEventListener('keydown', key)
    return () => document.removeEventListener('keydown', key)
  }, [router])
}
