'use client'

import { useTranslations } from 'next-intl'
import { useId } from 'react'
import { useLang } from '@/components/ui/badge'
import type { ControlProps } from '@/components/ui/field'
import { Shape } from '@/components/ui/shape'
import type { Draft } from '@/lib/explorer/draft'
import type { FieldModel } from '@/lib/explorer/fields'
import { FieldControl } from './field-control'
import type { Suggestion } from './use-suggestions'

export interface FieldRowProps {
  field: FieldModel
  /** In dots; list items have their number. */
  path: string
  value: Draft | undefined
  /** Must be given as the other fields stand. */
  needed?: boolean
  /** Rules that bind it to other fields. */
  hints?: readonly string[]
  /** To choose from, where the console knows some. */
  suggestions?: readonly Suggestion[]
  /** What the chosen one is. */
  aside?: string
  region: string
  errorAt: (path: string) => string | undefined
  onChange: (value: Draft) => void
  /** It is one item of a list of texts: takes what was pasted when that is several. */
  onMany?: (texts: string[]) => void
}

/** One field: its name on the wire, its control, what is wrong with it and what to know. */
export function FieldRow(props: FieldRowProps) {
  const { field, path, needed, hints = [], aside, errorAt } = props
  const t = useTranslations('operations')
  const locale = useLang()
  const id = useId()
  const error = errorAt(path)
  const required = field.required || needed
  const bounds = useBounds(field)
  const notes = [aside, field.note?.[locale], bounds].filter((note) => note !== undefined && note !== '')
  const hasHint = notes.length > 0 || hints.length > 0
  const control: ControlProps = {
    id,
    'aria-describedby': [error && `${id}-error`, hasHint && `${id}-hint`].filter(Boolean).join(' ') || undefined,
    'aria-invalid': error ? true : undefined,
    'aria-required': required || undefined,
  }
  // A group of controls has no one control that the label could belong to.
  const isGroup = field.control.kind === 'group' || field.control.kind === 'list'
  const label = (
    <>
      <code>{field.name || t('item')}</code>
      {required && <span className="req"> *</span>}
      {required && <span className="sr-only">{t('required')}</span>}
    </>
  )
  return (
    <div
      className="op-field"
      role={isGroup ? 'group' : undefined}
      aria-labelledby={isGroup ? `${id}-label` : undefined}
    >
      {isGroup ? (
        <div className="name" id={`${id}-label`}>
          {label}
        </div>
      ) : (
        <label className="name" htmlFor={id} id={`${id}-label`}>
          {label}
        </label>
      )}
      <div className="grid min-w-0 gap-1">
        <FieldControl {...props} control={control} labelId={`${id}-label`} />
        {error && (
          <p className="err" id={`${id}-error`}>
            <Shape tone="danger" />
            <span>{error}</span>
          </p>
        )}
        {hasHint && (
          <div className="hint" id={`${id}-hint`}>
            {notes.length > 0 && <p>{joined(notes)}</p>}
            {hints.map((rule) => (
              <p key={rule}>
                <b className="font-medium">{t('rule')}</b> {rule}
              </p>
            ))}
          </div>
        )}
      </div>
    </div>
  )
}

/** Pieces of a note that were not written for each other, told apart. */
const joined = (notes: readonly (string | undefined)[]) =>
  notes.map((note) => note?.replace(/(?<!\.)[.。]$/, '')).join(' · ')

/** What the schema allows, in words. */
function useBounds({ control }: FieldModel): string | undefined {
  const t = useTranslations('operations')
  if (control.kind !== 'number' && control.kind !== 'text' && control.kind !== 'list') return undefined
  const { min, max } = control
  if (control.kind === 'text' && (min ?? 0) <= 1 && max === undefined) return undefined
  if (min === undefined && max === undefined) return undefined
  const shape = min === undefined ? 'most' : max === undefined ? 'least' : min === max ? 'exactly' : 'between'
  return t(`bounds.${control.kind}.${shape}`, { min: min ?? 0, max: max ?? 0 })
}
