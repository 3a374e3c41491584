'use client'

import { createContext, useContext } from 'react'
import type { Me } from '@/lib/model/access'

interface Shell {
  /** Who is signed in, as of the last drawing of the layout. */
  me: Me
  organisation: string
  version: string
  openPalette(): void
  openShortcuts(): void
}

export const ShellContext = createContext<Shell | null>(null)

/** What the shell knows; only inside the console's layout. */
export function useShell(): Shell {
  const shell = useContext(ShellContext)
  if (!shell) throw new Error('useShell outside the console')
  return shell
}

/** The person signed in. */
export const useMe = () => useShell().me
