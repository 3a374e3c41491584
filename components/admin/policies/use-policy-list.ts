'use client'

import { useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import type { Policies, Policy } from '@/lib/model/approval-policy'
import { policiesQuery, savePolicies } from '@/lib/queries/changes'
import { ApiProblem } from '@/lib/queries/problem'

/** A policy as it is edited; `key` stays with it wherever it moves. */
export interface Draft {
  key: number
  policy: Policy
}

export const LIMITS = { minMinutes: 5, maxMinutes: 10_080, name: 100 }

export const isRightMinutes = (minutes: number): boolean =>
  Number.isInteger(minutes) && minutes >= LIMITS.minMinutes && minutes <= LIMITS.maxMinutes

let lastKey = 0
const draftOf = (policy: Policy): Draft => ({ key: ++lastKey, policy })

const NEW: Policy = {
  name: '',
  environments: [],
  kinds: [],
  actions: [],
  approval: true,
  expiresMinutes: 240,
  breakGlass: false,
}

/** The list as it is edited, and how it is saved as a whole. What was typed survives whatever the server answers. */
export function usePolicyList(initial: Policies) {
  const client = useQueryClient()
  const [stored, setStored] = useState(initial)
  const [drafts, setDrafts] = useState(() => initial.policies.map(draftOf))
  const [theirs, setTheirs] = useState<readonly Policy[] | null>(null)
  const [problem, setProblem] = useState<unknown>()
  const [sending, setSending] = useState(false)
  const policies = drafts.map(({ policy }) => policy)

  const take = (saved: Policies) => {
    client.setQueryData(policiesQuery().queryKey, saved)
    setStored(saved)
    setTheirs(null)
    setProblem(undefined)
  }
  const conflict = async () => {
    const fresh = await client.fetchQuery({ ...policiesQuery(), staleTime: 0 })
    setStored(fresh)
    setTheirs(fresh.policies)
  }
  return {
    drafts,
    policies,
    sending,
    problem,
    /** Somebody else saved this list meanwhile; saving again puts one's own in its place. */
    theirs,
    dirty: JSON.stringify(policies) !== JSON.stringify(stored.policies),
    add: () => {
      const made = draftOf(NEW)
      setDrafts([...drafts, made])
      return made.key
    },
    set: (key: number, change: Partial<Policy>) =>
      setDrafts(drafts.map((draft) => (draft.key === key ? { key, policy: { ...draft.policy, ...change } } : draft))),
    remove: (key: number) => setDrafts(drafts.filter((draft) => draft.key !== key)),
    /** Moves one up (-1) or down (1); gives its new place, counted from 1, or undefined at the end of the list. */
    move: (key: number, by: -1 | 1): number | undefined => {
      const from = drafts.findIndex((draft) => draft.key === key)
      const to = from + by
      const moved = drafts[from]
      if (!moved || to < 0 || to >= drafts.length) return undefined
      const rest = drafts.filter((draft) => draft !== moved)
      setDrafts([...rest.slice(0, to), moved, ...rest.slice(to)])
      return to + 1
    },
    takeTheirs: () => {
      setDrafts(stored.policies.map(draftOf))
      setTheirs(null)
      setProblem(undefined)
    },
    undo: () => setDrafts(stored.policies.map(draftOf)),
    /** True when it was saved. */
    save: async (): Promise<boolean> => {
      setSending(true)
      setProblem(undefined)
      try {
        take(await savePolicies({ version: stored.version, policies }))
        return true
      } catch (error) {
        if (error instanceof ApiProblem && error.problem.code === 'conflict-version') await conflict().catch(setProblem)
        else setProblem(error)
        return false
      } finally {
        setSending(false)
      }
    },
  }
}
