'use client'

import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useCallback } from 'react'
import { readInstance } from '@/lib/queries/instance'
import { windowQuery } from '@/lib/queries/instances'

const LOOKED_AT = 100

interface Place {
  service: string
  accountId: string | undefined
  region: string
}

/**
 * What the console knows of the instance that a call acts on, and how to read it from its cloud again: undefined when
 * the inventory does not have it, or when it acts on several.
 */
export function useTarget({ service, accountId, region }: Place, id: string | undefined) {
  const client = useQueryClient()
  const isSearchable = id !== undefined && /^[\w.-]{2,64}$/.test(id)
  const q = `service:${service} account:${accountId} region:${region} ${id}`
  const { data } = useQuery({
    ...windowQuery({ q, sort: 'name' }, 0, LOOKED_AT),
    enabled: isSearchable && accountId !== undefined && region !== '',
  })
  const instance = data?.items.find(({ key }) => key.id === id)
  const ref = instance?.ref
  /** After a write what is known is old. That it cannot be read (it may be gone) is no failure of the write. */
  const readAgain = useCallback(async () => {
    if (ref) await readInstance(ref).catch(() => undefined)
    await client.invalidateQueries({ queryKey: ['instances'] })
  }, [client, ref])
  return { instance, readAgain }
}
