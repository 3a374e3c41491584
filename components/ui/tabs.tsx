'use client'

import Link from 'next/link'
import { useEffect, useRef } from 'react'

export interface TabItem {
  href: string
  label: string
  count?: number
  /** The count needs someone. */
  hot?: boolean
  current: boolean
}

/** Tabs that are addresses. */
export function Tabs({ items, label }: { items: readonly TabItem[]; label: string }) {
  const nav = useRef<HTMLElement>(null)
  const current = items.find((item) => item.current)?.href
  // Where the tabs are wider than the window, the one that is open is in sight.
  useEffect(() => {
    const tab = current === undefined ? null : nav.current?.querySelector('[aria-current]')
    if (!nav.current || !tab) return
    const [outer, inner] = [nav.current.getBoundingClientRect(), tab.getBoundingClientRect()]
    if (inner.left < outer.left || inner.right > outer.right)
      nav.current.scrollLeft += inner.left - outer.left - (outer.width - inner.width) / 2
  }, [current])
  return (
    <nav ref={nav} className="tabs" aria-label={label}>
      {items.map((item) => (
        <Link key={item.href} href={item.href} aria-current={item.current ? 'page' : undefined} prefetch={false}>
          {item.label}
          {item.count !== undefined && (
            <span className={item.hot ? 'font-semibold text-danger text-xs' : 'text-muted text-xs'}>{item.count}</span>
          )}
        </Link>
      ))}
    </nav>
  )
}
