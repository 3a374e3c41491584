import { useTranslations } from 'next-intl'
import type { Suggestion } from './suggest'
import { useValueWord } from './words'

export const optionId = (list: string, index: number) => `${list}-${index}`

/** What may be meant by the text in the query box. The box keeps the focus. */
export function SuggestionList(props: {
  id: string
  open: boolean
  suggestions: readonly Suggestion[]
  active: number
  onTake(suggestion: Suggestion): void
}) {
  const t = useTranslations('instances')
  const shown = props.open && props.suggestions.length > 0
  return (
    <div
      id={props.id}
      role="listbox"
      aria-label={t('query.suggestions')}
      className={
        shown ? 'absolute top-full left-0 z-20 mt-1 w-[min(420px,100%)] rounded-md bg-raised p-1 shadow-2' : 'hidden'
      }
    >
      {shown
        ? props.suggestions.map((suggestion, i) => (
            <div
              key={suggestion.input}
              id={optionId(props.id, i)}
              role="option"
              aria-selected={i === props.active}
              onMouseDown={(event) => event.preventDefault()}
              onClick={() => props.onTake(suggestion)}
              className={`flex min-h-[30px] cursor-pointer items-center gap-2 rounded-sm px-2 hover:bg-fillq ${i === props.active ? 'bg-fillq' : ''}`}
            >
              <span className="mono min-w-0 truncate">
                <span className="text-muted">{suggestion.field}:</span>
                {suggestion.value}
              </span>
              <Words suggestion={suggestion} />
              {suggestion.count === undefined ? null : (
                <span className="ml-auto text-muted text-sm">{suggestion.count}</span>
              )}
            </div>
          ))
        : null}
    </div>
  )
}

/** The field in the person's language, or the value where the language has a word for it. */
function Words({ suggestion }: { suggestion: Suggestion }) {
  const t = useTranslations('instances')
  const wordOf = useValueWord()
  const word = suggestion.value === undefined ? undefined : wordOf(suggestion.field, suggestion.value)
  return <span className="min-w-0 truncate text-muted text-sm">{word ?? t(`fields.${suggestion.field}`)}</span>
}
