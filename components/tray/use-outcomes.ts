'use client'

import { useQuery } from '@tanstack/react-query'
import { usePathname, useRouter } from 'next/navigation'
import { useTranslations } from 'next-intl'
import { useEffect, useRef } from 'react'
import { trayQuery } from '@/lib/queries/tray'

/**
 * Tells each end of the person's own changes, unless they look at that change. It goes by what the tray holds, so an
 * end that came while no event could is told as well; what had ended before the page was opened is not.
 */
export function useOutcomes() {
  const { data } = useQuery(trayQuery)
  const t = useTranslations('tray')
  const changes = useTranslations('changes')
  const router = useRouter()
  const path = usePathname()
  const known = useRef<Set<string>>(null)
  useEffect(() => {
    if (!data) return
    const { items } = data.ended
    const before = known.current
    known.current = new Set([...(before ?? []), ...items.map(({ id }) => id)])
    const fresh = before ? items.filter(({ id }) => !before.has(id) && path !== `/changes/${id}`) : []
    if (fresh.length === 0) return
    void import('./tell-outcome').then(({ tellOutcome }) => {
      for (const item of fresh) tellOutcome(item, { t, changes, show: (id) => router.push(`/changes/${id}`) })
    })
  }, [data, path, t, changes, router])
}
