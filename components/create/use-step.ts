'use client'

import { useSearchParams } from 'next/navigation'
import { useCallback } from 'react'
import { STEP_IDS, type StepId } from './steps'

/** The step and the plan that the address names, and how to go to others: the browser's back and forward move between them. */
export function useStep() {
  const search = useSearchParams()
  const named = search.get('step')
  const step = STEP_IDS.find((id) => id === named) ?? 'where'
  const go = useCallback((next: StepId, plan?: string) => {
    const url = new URL(location.href)
    url.searchParams.set('step', next)
    if (plan) url.searchParams.set('plan', plan)
    if (url.search !== location.search) history.pushState(null, '', url)
  }, [])
  /** What was planned is not what is typed any more. */
  const forgetPlan = useCallback(() => {
    const url = new URL(location.href)
    url.searchParams.delete('plan')
    if (url.search !== location.search) history.replaceState(null, '', url)
  }, [])
  return { step, plan: search.get('plan'), go, forgetPlan }
}
