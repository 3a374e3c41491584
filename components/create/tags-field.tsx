'use client'

import { useTranslations } from 'next-intl'
import { Button, IconButton } from '@/components/ui/button'
import { Input } from '@/components/ui/input'
import { Shape } from '@/components/ui/shape'
import type { Draft, DraftObject } from '@/lib/explorer/draft'
import type { FieldModel } from '@/lib/explorer/fields'

interface TagsFieldProps {
  label: string
  hint?: string
  field: FieldModel
  value: Draft | undefined
  errorAt: (path: string) => string | undefined
  onChange: (value: Draft) => void
}

const partsOf = (item: Draft | undefined): DraftObject => (typeof item === 'object' && !Array.isArray(item) ? item : {})

/** A list: of texts, or of rows with a few texts each, such as the key and value of a tag. */
export function TagsField({ label, hint, field, value, errorAt, onChange }: TagsFieldProps) {
  const t = useTranslations('create')
  const part = (column: string) => (t.has(`parts.${column}`) ? t(`parts.${column}`) : column)
  const { control, name } = field
  if (control.kind !== 'list') return null
  const items = Array.isArray(value) ? value : []
  const columns = control.item.control.kind === 'group' ? control.item.control.fields.map((one) => one.name) : ['']
  const replace = (at: number, next: Draft) => onChange(items.map((item, i) => (i === at ? next : item)))
  const textAt = (item: Draft, column: string) => {
    const text = column === '' ? item : partsOf(item)[column]
    return typeof text === 'string' ? text : ''
  }
  const errorsOf = (at: number) =>
    [`${name}.${at}`, ...columns.map((column) => `${name}.${at}.${column}`)].flatMap((path) => errorAt(path) ?? [])
  const error = errorAt(name)
  return (
    <fieldset className="field max-w-xl">
      <legend className="label mb-1">{label}</legend>
      {items.map((item, i) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: items have no other name than their place
        <div key={i} className="grid gap-1 pb-1">
          <div className="flex gap-2">
            {columns.map((column) => {
              const said = [label, i + 1, column && part(column)].filter(Boolean).join(' ')
              return (
                <Input
                  key={column}
                  aria-label={said}
                  aria-invalid={errorsOf(i).length > 0 || undefined}
                  placeholder={column && part(column)}
                  autoComplete="off"
                  spellCheck={false}
                  value={textAt(item, column)}
                  onChange={(event) =>
                    replace(i, column === '' ? event.target.value : { ...partsOf(item), [column]: event.target.value })
                  }
                />
              )
            })}
            <IconButton
              icon="close"
              label={t('removeItem', { what: `${label} ${i + 1}` })}
              onClick={() => onChange(items.filter((_, at) => at !== i))}
            />
          </div>
          {errorsOf(i).map((text) => (
            <p key={text} className="err">
              <Shape tone="danger" />
              <span>{text}</span>
            </p>
          ))}
        </div>
      ))}
      <div>
        <Button
          size="small"
          icon="plus"
          onClick={() => onChange([...items, columns[0] === '' ? '' : {}])}
          reason={control.max !== undefined && items.length >= control.max && t('enough', { max: control.max })}
        >
          {t('addTag')}
        </Button>
      </div>
      {error && (
        <p className="err">
          <Shape tone="danger" />
          <span>{error}</span>
        </p>
      )}
      {hint && <p className="hint">{hint}</p>}
    </fieldset>
  )
}
