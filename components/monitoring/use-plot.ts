'use client'

import { useEffect, useState } from 'react'
import type { Plot as Drawing } from './plot'

let known: typeof Drawing | undefined

/**
 * What draws lines, undefined until it is there: Recharts, which is loaded while a cloud is asked for what it is to draw,
 * and by nobody who has nothing to draw.
 */
export function usePlot(isWanted = true): typeof Drawing | undefined {
  const [, setThere] = useState(false)
  useEffect(() => {
    if (!isWanted || known) return
    let isGone = false
    import('./plot').then(
      ({ Plot }) => {
        known = Plot
        if (!isGone) setThere(true)
      },
      // For the page around it, which says that it failed.
      (error) =>
        isGone ||
        setThere(() => {
          throw error
        }),
    )
    return () => {
      isGone = true
    }
  }, [isWanted])
  return known
}
