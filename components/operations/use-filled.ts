'use client'

import { useSearchParams } from 'next/navigation'
import { useCallback, useEffect, useRef, useState } from 'react'
import { addressOf, type Filled, readAddress, unreadOf } from '@/lib/explorer/address'
import type { FieldModel } from '@/lib/explorer/fields'
import { idOf, type Operation } from '@/lib/operation'
import type { Kept } from './kept'

const WRITE_MS = 300

/**
 * What a form holds. The address fills it when it opens and when somebody goes to another address; an address without
 * anything brings back what was typed here before. What is typed goes into the address a little later, all but secrets.
 * Nothing is ever sent by opening an address.
 */
export function useFilled(operation: Operation, fields: readonly FieldModel[], kept: Kept) {
  const search = useSearchParams().toString()
  const [filled, setFilled] = useState<Filled>(() => opened(operation, fields, kept, search))
  // What an address could not fill in, until another one comes.
  const [unread, setUnread] = useState(() => unreadOf(fields, new URLSearchParams(search)))
  const own = useRef(new Set([search]))
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined)

  const write = useCallback(
    (next: Filled) => {
      const url = addressOf(operation, fields, next)
      own.current.add(searchIn(url))
      // Another operation may have been opened meanwhile: its address is not this form's to change.
      if (location.pathname === url.split('?')[0]) history.replaceState(null, '', url)
    },
    [operation, fields],
  )
  useEffect(() => {
    if (own.current.has(search)) return
    clearTimeout(timer.current)
    own.current = new Set([search])
    setFilled(readAddress(fields, new URLSearchParams(search)))
    setUnread(unreadOf(fields, new URLSearchParams(search)))
  }, [search, fields])
  useEffect(() => {
    const before = kept.of(idOf(operation))
    if (location.search === '' && before) write(before.filled)
    return () => clearTimeout(timer.current)
  }, [kept, operation, write])

  const change = useCallback(
    (next: Filled) => {
      setFilled(next)
      kept.fill(idOf(operation), next)
      clearTimeout(timer.current)
      timer.current = setTimeout(() => write(next), WRITE_MS)
    },
    [operation, kept, write],
  )
  return [filled, change, unread] as const
}

/** What the form opens with. Secrets come back only with the very form that they were typed in. */
function opened(operation: Operation, fields: readonly FieldModel[], kept: Kept, search: string): Filled {
  const before = kept.of(idOf(operation))?.filled
  if (search === '') return before ?? { ...kept.place, draft: {} }
  if (before && searchIn(addressOf(operation, fields, before)) === search) return before
  return readAddress(fields, new URLSearchParams(search))
}

const searchIn = (url: string) => new URLSearchParams(url.split('?')[1] ?? '').toString()
