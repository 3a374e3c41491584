'use client'

import { useSearchParams } from 'next/navigation'
import { useCallback, useEffect, useRef, useState } from 'react'
import { addressOf, type Filled, readAddress } from '@/lib/explorer/address'
import type { FieldModel } from '@/lib/explorer/fields'
import type { Operation } from '@/lib/operation'

const WRITE_MS = 300

/**
 * What a form holds. The address fills it when it opens and when somebody goes to another address; what is typed
 * goes into the address a little later, all but secrets. Nothing is ever sent by opening an address.
 */
export function useFilled(operation: Operation, fields: readonly FieldModel[]) {
  const search = useSearchParams().toString()
  const [filled, setFilled] = useState<Filled>(() => readAddress(fields, new URLSearchParams(search)))
  const own = useRef(new Set([search]))
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined)

  useEffect(() => {
    if (own.current.has(search)) return
    clearTimeout(timer.current)
    own.current = new Set([search])
    setFilled(readAddress(fields, new URLSearchParams(search)))
  }, [search, fields])
  useEffect(() => () => clearTimeout(timer.current), [])

  const change = useCallback(
    (next: Filled) => {
      setFilled(next)
      clearTimeout(timer.current)
      timer.current = setTimeout(() => {
        const url = addressOf(operation, fields, next)
        own.current.add(new URLSearchParams(url.split('?')[1] ?? '').toString())
        history.replaceState(null, '', url)
      }, WRITE_MS)
    },
    [operation, fields],
  )
  return [filled, change] as const
}
