'use client'

import { useTranslations } from 'next-intl'
import { EditList, Effect, HazardEffects } from '@/components/parameters/edit-list'
import type { Edit, OnEdit } from '@/components/parameters/use-edits'
import { Button } from '@/components/ui/button'
import { ProblemBanner } from '@/components/ui/problem'

interface GroupPanelProps {
  edits: readonly Edit[]
  isNew: boolean
  /** Why there is nothing to plan. */
  reason: string | null
  problem: unknown
  sending: boolean
  onEdit: OnEdit
  onClear: () => void
  onPlan: () => void
}

/** What differs, what follows from it, and the way to the plan. Nothing is sent from here. */
export function GroupPanel({ edits, isNew, reason, problem, sending, onEdit, onClear, onPlan }: GroupPanelProps) {
  const t = useTranslations('templates.groups')
  const parameters = useTranslations('parameters')
  return (
    <aside aria-label={parameters('panel')} className="border-border bg-bg px-4 py-3 max-desk:border-t desk:border-l">
      <div className="sticky top-3 flex flex-col gap-3">
        <div className="flex items-center gap-2">
          <h2 className="section-title flex-1">
            {t(isNew ? 'otherThan' : 'changed')} <small>{parameters('toApplyCount', { count: edits.length })}</small>
          </h2>
          {edits.length > 0 && (
            <Button size="small" variant="quiet" onClick={onClear}>
              {parameters('undo')}
            </Button>
          )}
        </div>
        {edits.length === 0 && <p className="text-muted">{t(isNew ? 'asTold' : 'nothing')}</p>}
        <EditList edits={edits} onEdit={onEdit} />
        <section>
          <h3 className="pb-1 font-medium">{parameters('effects')}</h3>
          <ul className="grid gap-1.5 text-text-2">
            <HazardEffects edits={edits.filter(({ refused }) => !refused)} />
            <Effect tone="info">{t(isNew ? 'effectNew' : 'effectEdit')}</Effect>
            <Effect tone="info">{parameters('readBack')}</Effect>
          </ul>
        </section>
        {problem ? <ProblemBanner error={problem} /> : null}
        <div className="grid gap-2 pt-2">
          <div className="flex flex-wrap items-center gap-2">
            <Button variant="primary" reason={reason} sending={sending} onClick={onPlan}>
              {t(isNew ? 'planMake' : 'planEdit')}
            </Button>
          </div>
          <p className="hint">{reason ?? parameters('applyHint')}</p>
        </div>
      </div>
    </aside>
  )
}
