'use client'

import { useTranslations } from 'next-intl'
import { useLang } from '@/components/ui/badge'
import { Check } from '@/components/ui/check'
import { Input, Select } from '@/components/ui/input'
import { type Parameter, validityOfForm } from '@/lib/model/parameter'
import { factsOfParameter } from '@/lib/model/parameter-facts'
import { flagsOf, isTriple } from '@/lib/model/parameter-value'
import { humanBytes, humanOf } from './human'
import type { OnEdit } from './use-edits'

interface ValueEditorProps {
  parameter: Parameter
  text: string
  changed: boolean
  bad: boolean
  noteId: string | undefined
  onEdit: OnEdit
}

/** The control that fits what a parameter may be. What is typed is never changed on the way. */
export function ValueEditor({ parameter, text, changed, bad, noteId, onEdit }: ValueEditorProps) {
  const t = useTranslations('parameters')
  const locale = useLang()
  const { name, value, validity } = parameter
  const known = validity ? validityOfForm(validity) : undefined
  const control = {
    size: 'small' as const,
    changed,
    'aria-label': name,
    'aria-describedby': noteId,
    'aria-invalid': bad || undefined,
  }
  const set = (next: string) => onEdit(name, next)
  if (validity?.kind === 'enumeration') {
    const isOther = !validity.values.includes(text)
    return (
      <Select {...control} value={text} onChange={(event) => set(event.target.value)}>
        {isOther && <option value={text}>{text === '' ? t('empty') : text}</option>}
        {validity.values.map((one) => (
          <option key={one} value={one}>
            {one}
          </option>
        ))}
      </Select>
    )
  }
  if (isTriple(known)) return <Triple {...{ name, text, changed, bad, noteId }} onChange={set} />
  const flags = flagsOf(name, known)
  const facts = factsOfParameter(name)
  const unit = facts?.unit
  const human = humanOf(text, unit, locale)
  const suffix =
    flags === undefined
      ? [unit && t(`units.${unit}`), human].filter(Boolean).join(' · ') || validity?.unit
      : t('flags', { count: new Set(text).size })
  return (
    <>
      <Input
        {...control}
        mono
        autoComplete="off"
        spellCheck={false}
        inputMode={validity?.kind === 'range' ? 'numeric' : undefined}
        value={text}
        placeholder={value === null ? t('notTold') : undefined}
        suffix={suffix}
        onChange={(event) => set(event.target.value)}
      />
      {flags !== undefined && <Flags name={name} letters={flags} text={text} onChange={set} />}
    </>
  )
}

interface FlagsProps {
  name: string
  letters: string
  text: string
  onChange: (text: string) => void
}

/** Letters of a set, each with what it stands for. */
function Flags({ name, letters, text, onChange }: FlagsProps) {
  const t = useTranslations('parameters')
  return (
    <details
      className="mt-1 text-sm"
      onKeyDown={(event) => {
        if (event.key !== 'Escape' || !event.currentTarget.open) return
        event.stopPropagation()
        event.currentTarget.open = false
        event.currentTarget.querySelector('summary')?.focus()
      }}
    >
      <summary className="cursor-pointer text-text-2">{t('pick')}</summary>
      <fieldset className="grid gap-1 pt-1" aria-label={name}>
        {[...letters].map((letter) => (
          <Check
            key={letter}
            label={
              <>
                <code>{letter}</code>{' '}
                {t.has(`events.${letter === '$' ? 'dollar' : letter}`) &&
                  t(`events.${letter === '$' ? 'dollar' : letter}`)}
              </>
            }
            checked={text.includes(letter)}
            onChange={({ target }) => onChange(target.checked ? text + letter : text.replaceAll(letter, ''))}
          />
        ))}
      </fieldset>
    </details>
  )
}

interface TripleProps {
  name: string
  text: string
  changed: boolean
  bad: boolean
  noteId: string | undefined
  onChange: (text: string) => void
}

const PARTS = ['hard', 'soft', 'softSeconds'] as const

/** Three numbers, sent with one blank between them. */
function Triple({ name, text, changed, bad, noteId, onChange }: TripleProps) {
  const t = useTranslations('parameters')
  const locale = useLang()
  const words = text.trim().split(/\s+/)
  return (
    <fieldset className="grid gap-1 py-1" aria-label={name}>
      {PARTS.map((part, at) => {
        const word = words[at] ?? ''
        const human =
          part === 'softSeconds'
            ? humanOf(word, 'seconds', locale)
            : /^\d{1,15}$/.test(word) && humanBytes(Number(word))
        return (
          <Input
            key={part}
            size="small"
            mono
            changed={changed}
            autoComplete="off"
            inputMode="numeric"
            aria-label={`${name}: ${t(part)}`}
            aria-describedby={noteId}
            aria-invalid={bad || undefined}
            data-tip={t(part)}
            value={word}
            suffix={[part === 'softSeconds' && t('units.seconds'), human].filter(Boolean).join(' · ') || undefined}
            onChange={({ target }) =>
              onChange(PARTS.map((_, n) => (n === at ? target.value.trim() : (words[n] ?? ''))).join(' '))
            }
          />
        )
      })}
    </fieldset>
  )
}
