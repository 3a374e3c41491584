'use client'

import { useQueryClient } from '@tanstack/react-query'
import { useRouter } from 'next/navigation'
import { useState } from 'react'
import type { ActionId } from '@/lib/model/action'
import { changeQuery, planChange } from '@/lib/queries/changes'

/** Plans a change and goes to it; what refused is `problem`. */
export function usePlanned() {
  const router = useRouter()
  const client = useQueryClient()
  const [problem, setProblem] = useState<unknown>()
  const [sending, setSending] = useState(false)
  const plan = async (draft: { ref: string; action: ActionId; params: Record<string, unknown> }, why: string) => {
    setSending(true)
    setProblem(undefined)
    const reason = why.trim()
    try {
      const change = await planChange({ ...draft, ...(reason ? { reason } : {}) })
      client.setQueryData(changeQuery(change.id).queryKey, change)
      router.push(`/changes/${change.id}`)
    } catch (error) {
      setProblem(error)
      setSending(false)
    }
  }
  return { plan, problem, sending }
}
