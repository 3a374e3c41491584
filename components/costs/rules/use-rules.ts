'use client'
import { useQueryClient } from '@tanstack/react-query'
import { useMemo, useState } from 'react'
import { useMe } from '@/components/shell/shell-context'
import type { AllocationPreview, AllocationRule, AllocationRules } from '@/lib/model/cost'
import { allocationQuery, previewAllocation, saveAllocation } from '@/lib/queries/costs'
import { ApiProblem } from '@/lib/queries/problem'
import { draftOf, useKeeping, useWasKept } from '../kept-draft'

/** A rule as it is edited; `key` stays with it wherever it moves. */
export interface Draft {
  key: number
  rule: AllocationRule
}

let lastKey = 0
const keyed = (rule: AllocationRule): Draft => ({ key: ++lastKey, rule })

export const isWhole = ({ pattern, team }: AllocationRule): boolean => pattern.trim() !== '' && team.trim() !== ''

/**
 * The rules as they are edited. They are saved as a whole, and only what was previewed as it stands: whatever is changed after
 * a preview makes it void.
 */
export function useRules(initial: AllocationRules) {
  const client = useQueryClient()
  const name = `rules ${useMe().id}`
  const before = draftOf<AllocationRules>(name)
  const [wasKept, told] = useWasKept(name)
  const [stored, setStored] = useState(initial)
  const [drafts, setDrafts] = useState(() => (before?.rules ?? initial.rules).map(keyed))
  const [preview, setPreview] = useState<{ of: string; told: AllocationPreview } | null>(null)
  const [problem, setProblem] = useState<unknown>()
  const [busy, setBusy] = useState<'preview' | 'save' | null>(null)
  const [isTheirs, setIsTheirs] = useState(before !== undefined && before.version !== initial.version)
  const rules = drafts.map(({ rule }) => ({ ...rule, pattern: rule.pattern.trim(), team: rule.team.trim() }))
  const text = JSON.stringify(rules)
  const dirty = text !== JSON.stringify(stored.rules)
  const { version } = stored
  const typed = useMemo(
    () => (dirty ? { version, rules: drafts.map(({ rule }) => rule) } : undefined),
    [dirty, version, drafts],
  )
  useKeeping(name, typed)

  const run = async (what: 'preview' | 'save', work: () => Promise<void>): Promise<boolean> => {
    setBusy(what)
    setProblem(undefined)
    try {
      await work()
      return true
    } catch (error) {
      if (error instanceof ApiProblem && error.problem.code === 'conflict-version') {
        setStored(await client.fetchQuery({ ...allocationQuery, staleTime: 0 }))
        setIsTheirs(true)
        setPreview(null)
      } else setProblem(error)
      return false
    } finally {
      setBusy(null)
    }
  }
  return {
    drafts,
    busy,
    problem,
    /** Somebody else saved other rules meanwhile: saving again puts these in their place. */
    isTheirs,
    stored: stored.rules,
    dirty,
    /** What is shown was typed here before, and was not saved. */
    wasKept: wasKept && dirty && !isTheirs,
    whole: rules.every(isWhole),
    preview: preview?.of === text ? preview.told : null,
    add: () => {
      const made = keyed({ by: 'tag', pattern: '', team: '' })
      setDrafts([...drafts, made])
      return made.key
    },
    set: (key: number, change: Partial<AllocationRule>) =>
      setDrafts(drafts.map((draft) => (draft.key === key ? { key, rule: { ...draft.rule, ...change } } : draft))),
    remove: (key: number) => setDrafts(drafts.filter((draft) => draft.key !== key)),
    /** Gives its new place, counted from 1; undefined at the end of the list. */
    move: (key: number, by: -1 | 1): number | undefined => {
      const from = drafts.findIndex((draft) => draft.key === key)
      const moved = drafts[from]
      if (!moved || from + by < 0 || from + by >= drafts.length) return undefined
      const rest = drafts.filter((draft) => draft !== moved)
      setDrafts([...rest.slice(0, from + by), moved, ...rest.slice(from + by)])
      return from + by + 1
    },
    takeTheirs: () => {
      told()
      setDrafts(stored.rules.map(keyed))
      setIsTheirs(false)
    },
    ask: () =>
      run('preview', async () => {
        const told = await previewAllocation(rules)
        setPreview({ of: text, told })
      }),
    save: () =>
      run('save', async () => {
        const saved = await saveAllocation({ version: stored.version, rules })
        client.setQueryData(allocationQuery.queryKey, saved)
        setStored(saved)
        told()
        setPreview(null)
        setIsTheirs(false)
        await client.invalidateQueries({ queryKey: ['costs', 'page'] })
      }),
  }
}
