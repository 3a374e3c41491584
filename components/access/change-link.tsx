'use client'

import { useQuery } from '@tanstack/react-query'
import Link from 'next/link'
import { useTranslations } from 'next-intl'
import type { ReactNode } from 'react'
import { useChangeWords } from '@/components/changes/words'
import { useMe } from '@/components/shell/shell-context'
import { Button, buttonClass } from '@/components/ui/button'
import type { ActionId } from '@/lib/model/action'
import { actionsQuery } from '@/lib/queries/actions'

/** The page that plans an action of an instance, with what is known of it already. */
export const planHref = (reference: string, action: ActionId, params: Record<string, string> = {}): string => {
  const query = new URLSearchParams(params).toString()
  return `/instances/${encodeURIComponent(reference)}/change/${action}${query ? `?${query}` : ''}`
}

/**
 * Whether an action can be planned now: the reason why not in the person's words, undefined when nothing stands against
 * it. `isOffered` is false where the service has no such thing.
 */
export function useWhyNot(reference: string): {
  isOffered: (action: ActionId) => boolean
  whyNot: (action: ActionId) => string | undefined
  /** As `whyNot`, whoever looks. */
  against: (action: ActionId) => string | undefined
  /** It stands against everything that who looks is a viewer. */
  isViewer: boolean
} {
  const t = useTranslations('access')
  const words = useChangeWords()
  const isViewer = useMe().role === 'viewer'
  const { data } = useQuery(actionsQuery(reference))
  const against = (action: ActionId) => {
    const reason = data?.can[action]
    return reason ? words.reason(reason) : undefined
  }
  return {
    isViewer,
    against,
    isOffered: (action) => data?.can[action]?.code !== 'not-offered',
    whyNot: (action) => (isViewer ? t('viewer') : against(action)),
  }
}

interface ChangeLinkProps {
  reference: string
  action: ActionId
  params?: Record<string, string>
  /** What it does and to what, where the words on it do not say that alone. */
  label?: string
  children: ReactNode
}

/** Leads to planning an action; where that is not possible, it stays and says why. */
export function ChangeLink({ reference, action, params, label, children }: ChangeLinkProps) {
  const { whyNot } = useWhyNot(reference)
  const reason = whyNot(action)
  if (reason) {
    return (
      <Button size="small" reason={reason} aria-label={label}>
        {children}
      </Button>
    )
  }
  return (
    <Link
      href={planHref(reference, action, params)}
      className={buttonClass({ size: 'small' })}
      aria-label={label}
      prefetch={false}
    >
      {children}
    </Link>
  )
}
