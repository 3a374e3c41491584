'use client'

import { useQuery } from '@tanstack/react-query'
import { useDeferredValue } from 'react'
import type { Draft, DraftObject } from '@/lib/explorer/draft'
import type { FieldModel } from '@/lib/explorer/fields'
import { isAnyZoneField, isProjectField, isRegionField } from '@/lib/explorer/known-fields'
import type { Account } from '@/lib/model/account'
import type { ServiceId } from '@/lib/operation'
import { windowQuery } from '@/lib/queries/instances'

const OFFERED = 100

export interface Suggestion {
  value: string
  /** Shown beside it; a search fits it too. */
  label?: string
}

interface Known {
  service: ServiceId
  fields: readonly FieldModel[]
  isInstance: (name: string) => boolean
  draft: DraftObject
  account: Account | undefined
  region: string
}

/**
 * What may be chosen for fields that name something the console knows: instances of the account and region (looked up
 * by id and name as it is typed), their zones, the account's projects and regions. Anything else can still be typed.
 */
export function useSuggestions({ service, fields, isInstance, draft, account, region }: Known) {
  const names = fields.map(({ name }) => name)
  const wanted = names.some((name) => isInstance(name) || isAnyZoneField(name))
  const typed = useDeferredValue(
    names
      .filter(isInstance)
      .map((name) => lastText(draft[name]))
      .find(Boolean) ?? '',
  )
  const place = `service:${service} account:${account?.id} region:${region}`
  const enabled = account !== undefined && region !== '' && wanted
  const all = useQuery({ ...windowQuery({ q: place, sort: 'name' }, 0, OFFERED), enabled })
  const isCut = (all.data?.total ?? 0) > OFFERED && /^[\w.-]{2,64}$/.test(typed)
  const found = useQuery({
    ...windowQuery({ q: `${place} ${typed}`, sort: 'name' }, 0, OFFERED),
    enabled: enabled && isCut,
  })
  const instances = (isCut ? found.data?.items : undefined) ?? all.data?.items ?? []

  const of = (name: string): Suggestion[] | undefined => {
    if (isInstance(name)) return instances.map(({ key, name: label }) => ({ value: key.id, label }))
    if (isRegionField(name)) return account?.regions.map((value) => ({ value }))
    if (isProjectField(name)) return account?.projectIds.map((value) => ({ value }))
    if (!isAnyZoneField(name)) return undefined
    return [...new Set(instances.flatMap(({ zones }) => zones))].sort().map((value) => ({ value }))
  }
  const instance = (name: string, value: Draft | undefined) => {
    const one = isInstance(name) ? instances.find(({ key }) => key.id === value) : undefined
    return one && { zone: one.zone, about: `${one.name} · ${one.vendorStatus}` }
  }
  return { of, instance }
}

const lastText = (value: Draft | undefined): string => {
  const last = Array.isArray(value) ? value.at(-1) : value
  return typeof last === 'string' ? last : ''
}
