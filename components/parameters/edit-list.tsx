'use client'

import { useTranslations } from 'next-intl'
import type { ReactNode } from 'react'
import { Banner } from '@/components/ui/banner'
import { IconButton } from '@/components/ui/button'
import { Shape, type Tone } from '@/components/ui/shape'
import { hazardsOf } from '@/lib/model/parameter-facts'
import type { Edit, OnEdit } from './use-edits'

interface EditListProps {
  edits: readonly Edit[]
  onEdit: OnEdit
}

/** What was edited as a difference, each with the way back, and what is refused of it. */
export function EditList({ edits, onEdit }: EditListProps) {
  const t = useTranslations('parameters')
  const good = edits.filter((edit) => !edit.refused)
  const refused = edits.filter((edit) => edit.refused)
  return (
    <>
      {good.length > 0 && (
        <ul className="overflow-hidden rounded-md border border-border bg-surface font-mono text-xs leading-5">
          {good.map(({ parameter: { name, value }, text }) => (
            <li key={name} className="relative border-border not-first:border-t">
              <Line sign="-" word={t('was')} className="bg-danger-soft" name={name} value={value ?? t('notTold')} />
              <Line sign="+" word={t('becomes')} className="bg-ok-soft" name={name} value={text} />
              <IconButton
                icon="close"
                label={t('undoOne', { name })}
                className="absolute top-0 right-0"
                onClick={() => onEdit(name, undefined)}
              />
            </li>
          ))}
        </ul>
      )}
      {refused.length > 0 && (
        <Banner tone="danger" title={t('refused', { count: refused.length })}>
          {t('refusedWhy', { names: refused.map(({ parameter }) => parameter.name).join(', ') })}
        </Banner>
      )}
    </>
  )
}

/** Why values that are edited are dangerous. */
export function HazardEffects({ edits }: { edits: readonly Edit[] }) {
  const hazards = useTranslations('hazards')
  return edits.flatMap(({ parameter: { name }, text }) =>
    hazardsOf(name, text).map((id) => (
      <Effect key={`${name} ${id}`} tone="warn">
        <code>{name}</code> {hazards(id)}
      </Effect>
    )),
  )
}

interface LineProps {
  sign: string
  word: string
  className: string
  name: string
  value: string
}

function Line({ sign, word, className, name, value }: LineProps) {
  const t = useTranslations('parameters')
  return (
    <span className={`block px-2 pr-8 wrap-anywhere ${className}`}>
      <span aria-hidden="true">{sign} </span>
      <span className="sr-only">{word} </span>
      {name} {value === '' ? t('empty') : value}
    </span>
  )
}

/** One line of what follows from it. */
export function Effect({ tone, children }: { tone: Tone; children: ReactNode }) {
  return (
    <li className="grid grid-cols-[12px_minmax(0,1fr)] items-start gap-x-2">
      <Shape tone={tone} />
      <span>{children}</span>
    </li>
  )
}
