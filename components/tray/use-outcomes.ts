'use client'

import { useQuery } from '@tanstack/react-query'
import { usePathname, useRouter } from 'next/navigation'
import { useTranslations } from 'next-intl'
import { useEffect, useRef } from 'react'
import type { TrayItem } from '@/lib/model/tray'
import { trayQuery } from '@/lib/queries/tray'
import { hrefOf } from './progress'

/** A batch that was resumed ends once more. */
const keyOf = ({ id, batchId, endedAt }: TrayItem) => (batchId === null ? id : `${batchId} ${endedAt}`)

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
    known.current = new Set([...(before ?? []), ...items.map(keyOf)])
    const told = before ? items.filter((item) => !before.has(keyOf(item)) && path !== hrefOf(item)) : []
    if (told.length === 0) return
    void import('./tell-outcome').then(({ tellOutcome }) => {
      for (const item of told) tellOutcome(item, { t, changes, show: (path) => router.push(path) })
    })
  }, [data, path, t, changes, router])
}
