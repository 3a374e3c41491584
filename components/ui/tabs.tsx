'use client'

import Link from 'next/link'

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
  return (
    <nav className="tabs" aria-label={label}>
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
