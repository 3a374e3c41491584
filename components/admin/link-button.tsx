'use client'

import Link from 'next/link'
import type { ComponentProps } from 'react'
import { Button, buttonClass } from '@/components/ui/button'
import { Icon } from '@/components/ui/icon'

type Props = Pick<ComponentProps<typeof Button>, 'variant' | 'size' | 'icon' | 'reason' | 'children'> & { href: string }

/** A link that looks like a button; with a reason it is a button that cannot be used and says why. */
export function LinkButton({ href, reason, ...look }: Props) {
  if (reason) return <Button {...look} reason={reason} />
  return (
    <Link href={href} className={buttonClass(look)} prefetch={false}>
      {look.icon && <Icon name={look.icon} />}
      {look.children}
    </Link>
  )
}
