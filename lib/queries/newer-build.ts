'use client'

import { useSyncExternalStore } from 'react'
import { BUILD_HEADER, BUILD_ID } from '@/lib/model/build'

let newer = false
const listeners = new Set<() => void>()

/** Compares the build that answered with the page's own. */
export function noteBuild(response: Response): void {
  const theirs = response.headers.get(BUILD_HEADER)
  if (newer || !BUILD_ID || !theirs || theirs === BUILD_ID) return
  newer = true
  for (const listener of listeners) listener()
}

/** Whether another build of the console answers than the one this page was loaded from. */
export const useNewerBuild = (): boolean =>
  useSyncExternalStore(
    (listener) => {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    () => newer,
    () => false,
  )
