'use client'

import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useRouter } from 'next/navigation'
import { useTranslations } from 'next-intl'
import { memo, useState } from 'react'
import { useChangeWords } from '@/components/changes/words'
import { useMe } from '@/components/shell/shell-context'
import { Button } from '@/components/ui/button'
import { ProblemBanner } from '@/components/ui/problem'
import type { Instance } from '@/lib/model/instance'
import { actionsQuery } from '@/lib/queries/actions'
import { changeQuery, planChange } from '@/lib/queries/changes'
import { EditList, Effect, HazardEffects } from './edit-list'
import type { Edit, OnEdit } from './use-edits'

interface PendingPanelProps {
  row: Instance
  edits: readonly Edit[]
  /** The cloud has a call that puts all back to their defaults. */
  resets: boolean
  onEdit: OnEdit
  onClear: () => void
}

/** What was edited as a difference, what follows from it, and the way to its plan. Nothing is sent from here. */
export const PendingPanel = memo(function PendingPanel({ row, edits, resets, onEdit, onClear }: PendingPanelProps) {
  const t = useTranslations('parameters')
  const words = useChangeWords()
  const router = useRouter()
  const client = useQueryClient()
  const { role } = useMe()
  const isViewer = role === 'viewer'
  const { data: can } = useQuery({ ...actionsQuery(row.ref), enabled: !isViewer })
  const [sending, setSending] = useState<'set' | 'reset'>()
  const [problem, setProblem] = useState<unknown>()
  const refused = edits.filter((edit) => edit.refused)
  const good = edits.filter((edit) => !edit.refused)
  const restarting = good.filter(({ parameter }) => parameter.restart)
  const against = can?.can.parameters
  const reason = isViewer
    ? t('viewer')
    : against
      ? words.reason(against)
      : refused.length > 0
        ? t('correctFirst')
        : good.length === 0
          ? t('none0')
          : null
  const plan = async (params: Record<string, unknown>, which: 'set' | 'reset') => {
    if (sending) return
    setSending(which)
    setProblem(undefined)
    try {
      const change = await planChange({ ref: row.ref, action: 'parameters', params })
      client.setQueryData(changeQuery(change.id).queryKey, change)
      router.push(`/changes/${change.id}`)
    } catch (error) {
      setProblem(error)
      setSending(undefined)
    }
  }
  const set = Object.fromEntries(good.map(({ parameter, text }) => [parameter.name, text]))
  return (
    <aside aria-label={t('panel')} className="border-border bg-bg px-4 py-3 max-desk:border-t desk:border-l">
      <div className="sticky top-3 flex flex-col gap-3">
        <div className="flex items-center gap-2">
          <h2 className="section-title flex-1">
            {t('toApply')} <small>{t('toApplyCount', { count: edits.length })}</small>
          </h2>
          {edits.length > 0 && (
            <Button size="small" variant="quiet" onClick={onClear}>
              {t('undo')}
            </Button>
          )}
        </div>
        {isViewer && edits.length === 0 && <p className="text-muted">{t('viewer')}</p>}
        <EditList edits={edits} onEdit={onEdit} />
        {good.length > 0 && (
          <section>
            <h3 className="pb-1 font-medium">{t('effects')}</h3>
            <ul className="grid gap-1.5 text-text-2">
              {restarting.length > 0 ? (
                <Effect tone="danger">
                  {t('restarts', { names: restarting.map(({ parameter }) => parameter.name).join(', ') })}
                </Effect>
              ) : (
                <Effect tone="info">
                  {t(good.every(({ parameter }) => parameter.restart === false) ? 'noRestart' : 'restartUnknown')}
                </Effect>
              )}
              <HazardEffects edits={good} />
              <Effect tone="info">{t('readBack')}</Effect>
            </ul>
          </section>
        )}
        {problem ? <ProblemBanner error={problem} /> : null}
        {!isViewer && (
          <div className="grid gap-2 pt-2">
            <div className="flex flex-wrap items-center gap-2">
              <Button
                variant="primary"
                reason={reason}
                sending={sending === 'set'}
                onClick={() => plan({ set }, 'set')}
              >
                {t(restarting.length > 0 ? 'applyRestart' : 'apply')}
              </Button>
              {resets && (
                <Button
                  reason={against ? words.reason(against) : null}
                  sending={sending === 'reset'}
                  onClick={() => plan({ reset: true }, 'reset')}
                >
                  {t('reset')}
                </Button>
              )}
            </div>
            <p className="hint">{reason ?? t('applyHint')}</p>
          </div>
        )}
      </div>
    </aside>
  )
})
