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
    // Of a batch the first row that did not go well is told, the rest stands on its page.
    const batches = items.filter(({ id }) => before?.has(id)).map(({ batchId }) => batchId)
    const told = fresh.filter(
      ({ batchId }, at) =>
        batchId === null ||
        !(batches.includes(batchId) || fresh.slice(0, at).some((other) => other.batchId === batchId)),
    )
    if (told.length === 0) return
    void import('./tell-outcome').then(({ tellOutcome }) => {
      for (const item of told) tellOutcome(item, { t, changes, show: (path) => router.push(path) })
    })
  }, [data, path, t, changes, router])
}
