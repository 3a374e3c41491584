'use client'

import { useRouter } from 'next/navigation'
import { useTranslations } from 'next-intl'
import { useEffect } from 'react'
import { ConfirmPlan } from '@/components/changes/confirm-plan'
import { PlanView } from '@/components/changes/plan-view'
import { RequestBox } from '@/components/changes/request-box'
import { Banner } from '@/components/ui/banner'
import { Button } from '@/components/ui/button'
import { ProblemBanner } from '@/components/ui/problem'
import { Skeleton } from '@/components/ui/skeleton'
import type { Change } from '@/lib/model/change'

interface PlannedReviewProps {
  change: Change | undefined
  error: unknown
  isPlanning: boolean
  onPlan: () => void
  onConfirmed: () => void
}

/** States of a plan that nobody can confirm any more, of which nothing was sent. */
const OVER: readonly Change['state'][] = ['expired', 'withdrawn', 'rejected']

/** The plan: price, what is made, what happens, checks. Once it is confirmed its own page goes on. */
export function PlannedReview({ change, error, isPlanning, onPlan, onConfirmed }: PlannedReviewProps) {
  const t = useTranslations('create')
  const router = useRouter()
  const isOver = change !== undefined && OVER.includes(change.state)
  const isGoing = change !== undefined && change.state !== 'planned' && !isOver
  useEffect(() => {
    if (!isGoing) return
    onConfirmed()
    router.replace(`/changes/${change.id}`)
  }, [isGoing, change?.id, onConfirmed, router])
  if (error) return <ProblemBanner error={error} actions={<Button onClick={onPlan}>{t('planAgain')}</Button>} />
  if (isPlanning || isGoing) {
    return (
      <div role="status" aria-label={t('planning')}>
        <Skeleton widths={[160, 320, 120]} rows={6} />
      </div>
    )
  }
  if (!change || isOver) {
    return (
      <Banner tone="info" title={t(isOver ? 'planOver' : 'notPlanned')}>
        {t('planHint')}{' '}
        <button type="button" className="linkbtn" onClick={onPlan}>
          {t(isOver ? 'planAgain' : 'plan')}
        </button>
      </Banner>
    )
  }
  return (
    <div className="create-plan">
      {change.plan.blocked && (
        <Banner tone="danger" title={t('blocked')}>
          {t('blockedWhy')}
        </Banner>
      )}
      <PlanView change={change} />
    </div>
  )
}

interface PlannedAsideProps {
  change: Change
  /** Where the button that confirms stands. */
  foot: HTMLElement | null
  onAgain: () => void
}

/** Who decides, and the request as it will be sent. */
export function PlannedAside({ change, foot, onAgain }: PlannedAsideProps) {
  const t = useTranslations('changes')
  const words = useTranslations('create')
  const { blocked } = change.plan
  return (
    <div className="grid gap-5">
      <section className="grid gap-2.5" aria-label={t('decide.title')}>
        <h2 className="font-semibold">{t('decide.title')}</h2>
        {change.state === 'planned' && !blocked ? (
          <ConfirmPlan change={change} foot={foot} />
        ) : (
          <>
            <p>{t('decide.blocked')}</p>
            <div>
              <Button onClick={onAgain}>{words('planAgain')}</Button>
            </div>
          </>
        )}
      </section>
      <div className="-mx-4">
        <RequestBox change={change} />
      </div>
    </div>
  )
}
