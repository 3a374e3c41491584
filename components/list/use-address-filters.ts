'use client'

import { usePathname, useRouter, useSearchParams } from 'next/navigation'

type Change = Record<string, string | null>

/** Filters of a list that stand in the page's address, so that a link, a reload and going back keep them. */
export function useAddressFilters<Name extends string>(names: readonly Name[]) {
  const router = useRouter()
  const path = usePathname()
  const search = useSearchParams()
  const filters: { [name in Name]?: string } = {}
  for (const name of names) {
    const value = search.get(name)
    if (value) filters[name] = value
  }
  return {
    filters,
    /** Of anything else in the address. */
    valueOf: (name: string) => search.get(name),
    /** Sets and, with null, takes away. */
    go(change: Change) {
      const next = new URLSearchParams(search)
      for (const [name, value] of Object.entries(change)) {
        if (value) next.set(name, value)
        else next.delete(name)
      }
      router.replace(next.size ? `${path}?${next}` : path, { scroll: false })
    },
  }
}
