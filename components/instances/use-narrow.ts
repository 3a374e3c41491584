'use client'
import { useSyncExternalStore } from 'react'

const NARROW = '(max-width: 719.98px)'

/** True where tables are two-line lists. Pages are drawn wide on the server. */
export const useNarrow = () =>
  useSyncExternalStore(
    (changed) => {
      const query = matchMedia(NARROW)
      query.addEventListener('change', changed)
      return () => query.removeEventListener('change', changed)
    },
    () => matchMedia(NARROW).matches,
    () => false,
  )
