'use client'

import { useTranslations } from 'next-intl'
import { Button, IconButton } from '@/components/ui/button'
import type { ControlProps } from '@/components/ui/field'
import { Input, Select } from '@/components/ui/input'
import { type Draft, itemsOfPaste } from '@/lib/explorer/draft'
import type { Scalar } from '@/lib/explorer/fields'
import { isRegionField } from '@/lib/explorer/known-fields'
import { momentFormOf } from '@/lib/explorer/moment'
import { FieldRow, type FieldRowProps } from './field-row'
import { MomentPicker } from './moment-picker'

interface FieldControlProps extends FieldRowProps {
  control: ControlProps
  labelId: string
}

const MOST_SEGMENTS = 4

/** The control that fits what a field takes. */
export function FieldControl(props: FieldControlProps) {
  const { field, path, value, control, labelId, region, errorAt, onChange } = props
  const t = useTranslations('operations')
  const text = typeof value === 'string' ? value : ''
  const unsaid = field.fallback !== undefined ? t('default', { value: field.fallback }) : t('notSent')
  const kind = field.control
  const moment = momentFormOf(field)
  switch (kind.kind) {
    case 'choice':
      return (
        <Choice
          values={kind.values}
          text={text}
          unsaid={unsaid}
          fixed={field.required || field.fallback !== undefined}
          fallback={field.fallback}
          {...{ control, labelId, onChange }}
        />
      )
    case 'group': {
      const parts = typeof value === 'object' && !Array.isArray(value) ? value : {}
      return (
        <div className="op-nested">
          {kind.fields.map((part) => (
            <FieldRow
              key={part.name}
              field={part}
              path={`${path}.${part.name}`}
              value={parts[part.name]}
              region={region}
              errorAt={errorAt}
              onChange={(next) => onChange({ ...parts, [part.name]: next })}
            />
          ))}
        </div>
      )
    }
    case 'list': {
      const items = Array.isArray(value) ? value : []
      const replace = (at: number, next: Draft) => onChange(items.map((item, i) => (i === at ? next : item)))
      return (
        <div className="op-list">
          {items.map((item, i) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: items have no other name than their place
            <div key={i} className="flex items-start gap-1">
              <div className="min-w-0 flex-1">
                <FieldRow
                  {...props}
                  field={{ ...kind.item, name: String(i + 1) }}
                  path={`${path}.${i}`}
                  value={item}
                  needed={false}
                  hints={[]}
                  aside={undefined}
                  onChange={(next) => replace(i, next)}
                  onMany={
                    kind.item.control.kind === 'text' && kind.item.sensitivity !== 'secret'
                      ? (texts) =>
                          onChange([...items.slice(0, item === '' ? i : i + 1), ...texts, ...items.slice(i + 1)])
                      : undefined
                  }
                />
              </div>
              <IconButton
                icon="close"
                label={t('removeItem', { field: field.name, number: i + 1 })}
                onClick={() => onChange(items.filter((_, at) => at !== i))}
              />
            </div>
          ))}
          <span>
            <Button
              size="small"
              icon="plus"
              aria-describedby={labelId}
              onClick={() => onChange([...items, kind.item.control.kind === 'group' ? {} : ''])}
            >
              {items.length === 0 ? t('addFirst') : t('addItem')}
            </Button>
          </span>
        </div>
      )
    }
    case 'json':
      return (
        <div className="input h-auto" data-bad={control['aria-invalid']}>
          <textarea
            {...control}
            rows={4}
            spellCheck={false}
            className="mono w-full resize-y bg-transparent py-1.5"
            placeholder='{ "…": "…" }'
            value={text}
            onChange={(event) => onChange(event.target.value)}
          />
        </div>
      )
    default:
      return (
        <>
          <Input
            {...control}
            mono
            type={field.sensitivity === 'secret' ? 'password' : 'text'}
            autoComplete={field.sensitivity === 'secret' ? 'new-password' : 'off'}
            spellCheck={false}
            inputMode={kind.kind === 'number' ? 'decimal' : undefined}
            list={props.suggestions ? `${control.id}-list` : undefined}
            placeholder={isRegionField(field.name) && field.required ? region : unsaidOrNothing(field.required, unsaid)}
            value={text}
            onChange={(event) => onChange(event.target.value)}
            onPaste={(event) => {
              const many = props.onMany && itemsOfPaste(event.clipboardData.getData('text'))
              if (!many) return
              event.preventDefault()
              props.onMany?.(many)
            }}
          />
          {moment && (
            <MomentPicker
              form={moment}
              text={control['aria-invalid'] ? '' : text}
              labelId={labelId}
              onPick={onChange}
            />
          )}
          {props.suggestions && (
            <datalist id={`${control.id}-list`}>
              {props.suggestions.map(({ value: one, label }) => (
                <option key={one} value={one} label={label} />
              ))}
            </datalist>
          )}
        </>
      )
  }
}

const unsaidOrNothing = (required: boolean, unsaid: string) => (required ? undefined : unsaid)

interface ChoiceProps {
  values: readonly Scalar[]
  text: string
  unsaid: string
  /** One of them is always sent. */
  fixed: boolean
  fallback: string | undefined
  control: ControlProps
  labelId: string
  onChange: (value: Draft) => void
}

/** A few values that one of is always sent stand side by side; others are in a menu with "not sent". */
function Choice({ values, text, unsaid, fixed, fallback, control, labelId, onChange }: ChoiceProps) {
  const short = values.length <= MOST_SEGMENTS && values.every((value) => String(value).length <= 16)
  const shown = values.map(String).filter(Boolean)
  if (fixed && short) {
    return (
      <div className="flex">
        <div className="seg" role="radiogroup" aria-labelledby={labelId} aria-describedby={control['aria-describedby']}>
          {shown.map((value, i) => (
            <label key={value} className="font-mono">
              <input
                id={i === 0 ? control.id : undefined}
                type="radio"
                className="sr-only"
                name={control.id}
                checked={(text || fallback) === value}
                onChange={() => onChange(value)}
              />
              {value}
            </label>
          ))}
        </div>
      </div>
    )
  }
  return (
    <Select {...control} value={text} onChange={(event) => onChange(event.target.value)}>
      <option value="">{fixed && fallback === undefined ? '' : unsaid}</option>
      {shown.map((value) => (
        <option key={value} value={value}>
          {value}
        </option>
      ))}
    </Select>
  )
}
