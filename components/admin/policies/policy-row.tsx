'use client'

import { useTranslations } from 'next-intl'
import { Button, IconButton } from '@/components/ui/button'
import type { Policy } from '@/lib/model/approval-policy'
import { PolicyFields } from './policy-fields'
import type { Draft } from './use-policy-list'
import { usePolicyWords } from './use-policy-words'

interface RowProps {
  draft: Draft
  /** Counted from 1. */
  place: number
  total: number
  environments: string[]
  mayEdit: boolean
  isOpen: boolean
  showErrors: boolean
  onOpen: () => void
  onChange: (change: Partial<Policy>) => void
  onMove: (by: -1 | 1) => void
  onRemove: () => void
}

/** One policy of the list; open, its fields. Alt with an arrow moves it from wherever the focus is inside it. */
export function PolicyRow({ draft, place, total, mayEdit, isOpen, onOpen, onMove, onRemove, ...fields }: RowProps) {
  const t = useTranslations('admin.policies')
  const words = usePolicyWords()
  const { policy, key } = draft
  const name = policy.name || t('unnamed')
  return (
    <li
      className="grid gap-2 border-border border-t py-2.5"
      data-policy={key}
      onKeyDown={(event) => {
        const by = event.key === 'ArrowUp' ? -1 : event.key === 'ArrowDown' ? 1 : 0
        if (!mayEdit || !event.altKey || by === 0 || event.target instanceof HTMLSelectElement) return
        event.preventDefault()
        onMove(by)
      }}
    >
      <div className="flex flex-wrap items-start gap-x-3 gap-y-1">
        <span className="w-5 flex-none text-end text-muted">{place}</span>
        <div className="min-w-0 flex-1 basis-60">
          <h2 className="font-medium wrap-anywhere">{name}</h2>
          <p className="text-muted text-sm wrap-anywhere">{words.about(policy)}</p>
          <p className="text-sm wrap-anywhere">{words.wants(policy)}</p>
        </div>
        {mayEdit && (
          <div className="flex flex-none items-center gap-1">
            <IconButton
              icon="up"
              label={t('up', { name })}
              data-move="-1"
              aria-disabled={place === 1 || undefined}
              aria-keyshortcuts="Alt+ArrowUp"
              onClick={() => onMove(-1)}
            />
            <IconButton
              icon="down"
              label={t('down', { name })}
              data-move="1"
              aria-disabled={place === total || undefined}
              aria-keyshortcuts="Alt+ArrowDown"
              onClick={() => onMove(1)}
            />
            <Button size="small" aria-expanded={isOpen} aria-label={t('editNamed', { name })} onClick={onOpen}>
              {t(isOpen ? 'closeEdit' : 'edit')}
            </Button>
            <IconButton icon="trash" label={t('remove', { name })} onClick={onRemove} />
          </div>
        )}
      </div>
      {isOpen && mayEdit && <PolicyFields policy={policy} {...fields} />}
    </li>
  )
}
