'use client'

import { type ReactNode, useEffect, useState } from 'react'
import { Button } from '@/components/ui/button'
import { Input, Select } from '@/components/ui/input'

const TYPING_MS = 300

interface BarProps {
  label: string
  children: ReactNode
  /** Words of the button that takes all filters away; without them there is nothing to take away. */
  clear?: string | false
  onClear: () => void
}

/** The filters above a list. */
export function FilterBar({ label, children, clear, onClear }: BarProps) {
  return (
    <search className="flex flex-wrap items-center gap-2 px-gut pb-3" aria-label={label}>
      {children}
      {clear && (
        <Button variant="quiet" size="small" onClick={onClear}>
          {clear}
        </Button>
      )}
    </search>
  )
}

interface FilterProps {
  label: string
  value: string | undefined
  /** Null takes the filter away. */
  onChange: (value: string | null) => void
}

/** Filters while typing, a moment after the last key. `search` marks the field that `/` focuses. */
export function TypedFilter({ label, value = '', onChange, search }: FilterProps & { search?: boolean }) {
  const [text, setText] = useState(value)
  useEffect(() => setText(value), [value])
  useEffect(() => {
    if (text.trim() === value) return
    const timer = setTimeout(() => onChange(text.trim() || null), TYPING_MS)
    return () => clearTimeout(timer)
  })
  return (
    <Input
      size="small"
      className={search ? 'w-60' : 'w-40'}
      icon={search ? 'search' : undefined}
      type="search"
      aria-label={label}
      placeholder={label}
      data-search={search ? '' : undefined}
      value={text}
      onChange={(event) => setText(event.target.value)}
    />
  )
}

interface ChoiceProps extends FilterProps {
  /** What no choice is called. */
  any: string
  options: readonly { value: string; label: string }[]
  className?: string
}

export function ChoiceFilter({ label, value, onChange, any, options, className = 'w-44' }: ChoiceProps) {
  return (
    <Select
      size="small"
      className={className}
      aria-label={label}
      value={value ?? ''}
      onChange={(event) => onChange(event.target.value || null)}
    >
      <option value="">{any}</option>
      {options.map((option) => (
        <option key={option.value} value={option.value}>
          {option.label}
        </option>
      ))}
    </Select>
  )
}
