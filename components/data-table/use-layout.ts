'use client'
import { useCallback, useMemo, useSyncExternalStore } from 'react'
import type { TableColumn } from './column'
import { type Layout, readLayout } from './layout'

const CHANGED = 'quarterdeck:layout'
const keyOf = (table: string) => `quarterdeck.columns.${table}`

function subscribe(changed: () => void) {
  addEventListener('storage', changed)
  addEventListener(CHANGED, changed)
  return () => {
    removeEventListener('storage', changed)
    removeEventListener(CHANGED, changed)
  }
}

/** The layout of a table as this browser keeps it, and how to change it (null: back to the default). */
export function useLayout<Row, Context>(table: string, columns: readonly TableColumn<Row, Context>[]) {
  const stored = useSyncExternalStore(
    subscribe,
    () => read(keyOf(table)),
    () => null,
  )
  const layout = useMemo(() => readLayout(columns, stored), [columns, stored])
  const setLayout = useCallback(
    (next: Layout | null) => {
      try {
        if (next) localStorage.setItem(keyOf(table), JSON.stringify(next))
        else localStorage.removeItem(keyOf(table))
      } catch {
        return // storage is full or forbidden: the columns stay as they are
      }
      dispatchEvent(new Event(CHANGED))
    },
    [table],
  )
  return [layout, setLayout] as const
}

function read(key: string): string | null {
  try {
    return localStorage.getItem(key)
  } catch {
    return null // storage is forbidden: the default layout
  }
}
