'use client'
import { useQuery } from '@tanstack/react-query'
import { useTranslations } from 'next-intl'
import { type KeyboardEvent, memo, useId, useMemo, useRef, useState } from 'react'
import { Icon } from '@/components/ui/icon'
import type { Query } from '@/lib/model/query'
import type { Field } from '@/lib/model/query-fields'
import { facetsQuery } from '@/lib/queries/instances'
import { QueryPart } from './query-part'
import { type BoxState, boxOf, corrected, partsOf, textOf, typed, withoutPart } from './query-state'
import { type Suggestion, suggestionsFor } from './suggest'
import { optionId, SuggestionList } from './suggestion-list'

interface QueryBoxProps {
  /** The query of the address. */
  q: string
  onQuery(q: string, how: 'push' | 'replace'): void
  /** ArrowDown while no suggestion is shown: on to the rows. */
  onRows(): void
}

/**
 * Tokens and free words in one line. Words are searched while they are typed; a token counts when it is finished.
 * A combobox: arrows choose a suggestion, Enter takes it, Alt+ArrowDown or ArrowUp asks for suggestions, Backspace at the start takes the last token.
 */
export const QueryBox = memo(function QueryBox({ q, onQuery, onRows }: QueryBoxProps) {
  const t = useTranslations('instances')
  const [box, setBox] = useState(() => boxOf(q))
  const [given, setGiven] = useState(q)
  const [open, setOpen] = useState(false)
  const [active, setActive] = useState(-1)
  const [composing, setComposing] = useState(false)
  const input = useRef<HTMLInputElement>(null)
  const listId = useId()
  // All that is done between coming to the box and Enter or leaving it is one step of the history.
  const stepped = useRef(false)

  // Something else changed the query: a chip, a link, the back button.
  if (q !== given) {
    setGiven(q)
    if (q !== textOf(box.query)) setBox(boxOf(q))
  }

  const parts = partsOf(box.query)
  const { data: facets } = useQuery({ ...facetsQuery(textOf(withoutWords(box.query))), enabled: open })
  const suggestions = useMemo(
    () => (open ? suggestionsFor(box.input, facets, (field: Field) => t(`fields.${field}`)) : []),
    [open, box.input, facets, t],
  )

  function apply(next: BoxState) {
    setBox(next)
    const text = textOf(next.query)
    setGiven(text)
    if (text === q) return
    onQuery(text, stepped.current ? 'replace' : 'push')
    stepped.current = true
  }

  function type(text: string) {
    setActive(-1)
    // A half-written Chinese word is not searched.
    const next = composing ? { ...box, input: text } : typed(box, text)
    // With nothing being typed the list would only lie over the filters; ArrowDown opens it.
    setOpen(next.input.trim() !== '')
    if (composing) setBox(next)
    else apply(next)
  }

  function take(suggestion: Suggestion) {
    setActive(-1)
    apply(typed(box, suggestion.input, suggestion.finished))
    setOpen(!suggestion.finished)
    input.current?.focus()
  }

  function onKeyDown(event: KeyboardEvent<HTMLInputElement>) {
    if (event.nativeEvent.isComposing) return
    const chosen = suggestions[active]
    switch (event.key) {
      case 'ArrowDown':
      case 'ArrowUp': {
        event.preventDefault()
        const count = suggestions.length
        if (!open || count === 0) {
          if (event.key === 'ArrowDown' && !event.altKey) return onRows()
          return setOpen(true)
        }
        if (event.key === 'ArrowDown') return setActive(active + 1 >= count ? 0 : active + 1)
        return setActive(active <= 0 ? count - 1 : active - 1)
      }
      case 'Enter':
        event.preventDefault()
        if (chosen) return take(chosen)
        apply(typed(box, box.input, true))
        stepped.current = false
        return setOpen(false)
      case 'Tab':
        if (chosen && !event.shiftKey) {
          event.preventDefault()
          take(chosen)
        }
        return
      case 'Escape':
        if (open) setOpen(false)
        else event.currentTarget.blur()
        return
      case 'Backspace': {
        const { selectionStart, selectionEnd } = event.currentTarget
        if (selectionStart !== 0 || selectionEnd !== 0 || parts.length === 0) return
        event.preventDefault()
        return removeAt(parts.length - 1)
      }
    }
  }

  function removeAt(index: number) {
    apply({ ...box, query: withoutPart(box.query, index) })
    input.current?.focus()
  }

  const empty = parts.length === 0 && box.input === ''
  return (
    <div className="relative min-w-0">
      <div
        className="flex min-h-[34px] flex-wrap items-center gap-1.5 rounded-md border border-border-control bg-surface py-[5px] pr-1.5 pl-2.5 focus-within:border-focus focus-within:outline-2 focus-within:-outline-offset-2 focus-within:outline-focus max-wide:min-h-[38px]"
        onClick={(event) => event.target === event.currentTarget && input.current?.focus()}
      >
        <Icon name="search" className="text-muted" />
        {parts.map((part, i) => (
          <QueryPart
            key={part.kind === 'token' ? textOf({ words: [], errors: [], tokens: [part.token] }) : part.error.token}
            part={part}
            onRemove={() => removeAt(i)}
            onCorrect={(error) => apply({ ...box, query: corrected(box.query, error) })}
          />
        ))}
        <input
          ref={input}
          type="text"
          role="combobox"
          data-search=""
          aria-label={t('query.label')}
          aria-expanded={open && suggestions.length > 0}
          aria-controls={listId}
          aria-autocomplete="list"
          aria-activedescendant={suggestions[active] ? optionId(listId, active) : undefined}
          autoComplete="off"
          autoCapitalize="off"
          spellCheck={false}
          enterKeyHint="search"
          placeholder={empty ? t('query.placeholder') : undefined}
          value={box.input}
          onChange={(event) => type(event.currentTarget.value)}
          onCompositionStart={() => setComposing(true)}
          onCompositionEnd={(event) => {
            setComposing(false)
            apply(typed(box, event.currentTarget.value))
          }}
          onBlur={() => {
            setOpen(false)
            setActive(-1)
            apply(typed(box, box.input, true))
            stepped.current = false
          }}
          onKeyDown={onKeyDown}
          className="h-[22px] min-w-24 flex-1 border-0 bg-transparent outline-none placeholder:text-muted focus-visible:outline-none max-wide:text-[16px]"
        />
        <span className="hidden text-muted text-sm full:inline" aria-hidden="true">
          {t('query.help')}
        </span>
        <kbd aria-hidden="true" className="max-wide:hidden">
          /
        </kbd>
      </div>
      <SuggestionList id={listId} open={open} suggestions={suggestions} active={active} onTake={take} />
    </div>
  )
})

const withoutWords = (query: Query): Query => ({ ...query, words: [], errors: [] })
