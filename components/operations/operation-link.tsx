'use client'

import Link from 'next/link'
import type { ComponentProps } from 'react'

/**
 * A link from one operation to another. The page has all it needs for it: the address changes without asking the
 * server. In a new tab it is a link like any other.
 */
export function OperationLink({ href, ...props }: ComponentProps<'a'> & { href: string }) {
  return (
    <Link
      {...props}
      href={href}
      prefetch={false}
      onNavigate={(event) => {
        event.preventDefault()
        history.pushState(null, '', href)
      }}
    />
  )
}
