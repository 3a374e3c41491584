'use client'
import { useCallback, useMemo, useSyncExternalStore } from 'react'
import { remember } from '@/components/ui/preferences'
import type { TableColumn } from './column'
import { layoutCookie } from './cookie'
import { type Layout, readLayout, writeLayout } from './layout'

const CHANGED = 'quarterdeck:layout'
/** What was chosen in this tab, by table. Reading the cookie would ask another process with every drawing. */
const chosen = new Map<string, string>()

function subscribe(changed: () => void) {
  addEventListener(CHANGED, changed)
  return () => removeEventListener(CHANGED, changed)
}

/**
 * The layout of a table as this browser keeps it, and how to change it (null: back to the default). It is kept in a
 * cookie, which the server reads too: the page comes with the columns as they were left. `sent` is what came with it.
 */
export function useLayout<Row, Context>(
  table: string,
  columns: readonly TableColumn<Row, Context>[],
  sent: string | undefined,
) {
  const stored = useSyncExternalStore(
    subscribe,
    () => chosen.get(table) ?? sent ?? '',
    () => sent ?? '',
  )
  const layout = useMemo(() => readLayout(columns, stored), [columns, stored])
  const setLayout = useCallback(
    (next: Layout | null) => {
      const text = next ? writeLayout(next) : ''
      chosen.set(table, text)
      remember(layoutCookie(table), text)
      dispatchEvent(new Event(CHANGED))
    },
    [table],
  )
  return [layout, setLayout] as const
}
