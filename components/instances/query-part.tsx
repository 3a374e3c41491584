import { useTranslations } from 'next-intl'
import { formatQuery, type QueryError } from '@/lib/model/query'
import type { Part } from './query-state'

const LOOK = {
  plain: 'bg-fillq',
  negated: 'shadow-[inset_0_0_0_1px_var(--border-strong)]',
  bad: 'bg-danger-soft text-danger',
}

/** A finished token in the query box; one that was not understood says what was probably meant. */
export function QueryPart(props: { part: Part; onRemove(): void; onCorrect(error: QueryError): void }) {
  const t = useTranslations('instances')
  const { part } = props
  const text = part.kind === 'token' ? formatQuery({ words: [], errors: [], tokens: [part.token] }) : part.error.token
  const colon = text.search(/[:：]/) + 1
  const look = part.kind === 'error' ? 'bad' : part.token.negated ? 'negated' : 'plain'
  return (
    <span className={`inline-flex h-[22px] max-w-full items-center rounded-sm pl-1.5 ${LOOK[look]}`}>
      <span className="mono min-w-0 truncate">
        <span className={look === 'bad' ? '' : 'text-muted'}>{text.slice(0, colon)}</span>
        <span className="font-medium">{text.slice(colon)}</span>
      </span>
      {part.kind === 'error' ? <Hint error={part.error} onCorrect={props.onCorrect} /> : null}
      <button
        type="button"
        tabIndex={-1}
        onMouseDown={(event) => event.preventDefault()}
        onClick={props.onRemove}
        aria-label={t('query.remove', { token: text })}
        className={`h-[22px] px-1.5 ${look === 'bad' ? 'text-danger' : 'text-muted'} hover:text-text`}
      >
        <span aria-hidden="true">×</span>
      </button>
    </span>
  )
}

function Hint({ error, onCorrect }: { error: QueryError; onCorrect(error: QueryError): void }) {
  const t = useTranslations('instances')
  if (!error.suggestion) return <span className="pl-2 text-sm">{t(`query.errors.${error.code}`)}</span>
  return (
    <button
      type="button"
      onMouseDown={(event) => event.preventDefault()}
      onClick={() => onCorrect(error)}
      className="pl-2 text-sm underline underline-offset-2"
    >
      {t('query.meant', { suggestion: error.suggestion })}
    </button>
  )
}
