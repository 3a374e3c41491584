'use client'

import Link from 'next/link'
import { useTranslations } from 'next-intl'
import { Fragment, useEffect, useSyncExternalStore } from 'react'
import type { Crumb } from './page'

let trail: readonly Crumb[] = []
const NONE: readonly Crumb[] = []
const listeners = new Set<() => void>()

/** Puts a page's way into the top bar. */
export function useTrail(crumbs: readonly Crumb[]) {
  const key = JSON.stringify(crumbs)
  useEffect(() => {
    trail = JSON.parse(key)
    for (const listener of listeners) listener()
  }, [key])
}

const subscribe = (listener: () => void) => {
  listeners.add(listener)
  return () => listeners.delete(listener)
}

export function Trail({ root }: { root: string }) {
  const t = useTranslations('shell')
  const crumbs = useSyncExternalStore(
    subscribe,
    () => trail,
    () => NONE,
  )
  return (
    <nav className="crumbs" aria-label={t('crumbs')}>
      <ol className="flex min-w-0 gap-1.5">
        {root && (
          <li className="max-wide:hidden">
            <Link href="/" prefetch={false}>
              {root}
            </Link>
          </li>
        )}
        {crumbs.map((crumb, at) => (
          <Fragment key={crumb.label}>
            <li className={at < crumbs.length - 1 ? 'max-wide:hidden' : ''}>
              {crumb.href ? (
                <Link href={crumb.href} prefetch={false}>
                  {crumb.label}
                </Link>
              ) : (
                <span aria-current="page">{crumb.label}</span>
              )}
            </li>
          </Fragment>
        ))}
      </ol>
    </nav>
  )
}
