'use client'

import Link from 'next/link'
import { useTranslations } from 'next-intl'
import type { Change } from '@/lib/model/change'
import { keyOf } from '@/lib/model/instance'

/** The instances that a creation made, once their cloud named them. */
export function Created({ change: { created } }: { change: Change }) {
  const t = useTranslations('changes')
  if (created.length === 0) return null
  return (
    <section className="px-gut pt-3.5">
      <h2 className="section-title pb-1.5">{t('createdTitle', { count: created.length })}</h2>
      <ul className="grid gap-1">
        {created.map((ref) => (
          <li key={ref}>
            <Link href={`/instances/${encodeURIComponent(ref)}`} prefetch={false}>
              <code>{keyOf(ref)?.id ?? ref}</code>
            </Link>
          </li>
        ))}
      </ul>
    </section>
  )
}
