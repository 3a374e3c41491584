'use client'
import { useQuery } from '@tanstack/react-query'
import { useTranslations } from 'next-intl'
import { memo, useId, useRef, useState } from 'react'
import { Icon } from '@/components/ui/icon'
import { place } from '@/components/ui/place'
import { formatQuery, hasValue, parseQuery, type QueryError, type QueryToken, toggleValue } from '@/lib/model/query'
import { type Field, sizeText, specOf } from '@/lib/model/query-fields'
import { facetsQuery } from '@/lib/queries/instances'
import { withoutPart } from './query-state'
import { useValueWord } from './words'

const CHIP =
  'inline-flex h-[26px] flex-none items-center gap-1 rounded-md border px-2 text-sm whitespace-nowrap max-wide:h-[30px]'
const CHIP_ON = 'border-accent bg-accent-soft text-accent'
const CHIP_BAD = 'border-danger bg-danger-soft text-danger'
const CHIP_OFF = 'border-border bg-surface text-text-2 hover:bg-hover'

/** The usual fields to filter by. */
const MENUS: readonly Field[] = ['status', 'provider', 'env', 'team', 'engine', 'region']

/**
 * The tokens of the query as chips, and menus for the usual fields: the same state in other words. A menu stays where
 * it is and open while its values are chosen: an element that moves in the page would close it.
 */
export const Filters = memo(function Filters({ q, onQuery }: { q: string; onQuery(q: string, how: 'push'): void }) {
  const t = useTranslations('instances')
  const query = parseQuery(q)
  const menuTokens = MENUS.map((field) => query.tokens.find((token) => token.field === field && isPlain(token)))
  const drop = (error: QueryError) =>
    onQuery(formatQuery({ ...query, errors: query.errors.filter((other) => other !== error) }), 'push')
  const clear = (token: QueryToken) => onQuery(formatQuery(withoutPart(query, query.tokens.indexOf(token))), 'push')
  return (
    <div
      role="group"
      aria-label={t('query.filters')}
      className="flex min-w-0 items-center gap-1.5 wide:flex-wrap max-wide:-mx-gut max-wide:overflow-x-auto max-wide:px-gut max-wide:[scrollbar-width:none]"
    >
      {query.errors.map((error) => (
        <span key={error.token} className={`${CHIP} ${CHIP_BAD}`}>
          <span className="mono max-w-60 truncate">{error.token}</span> {t(`query.errors.${error.code}`)}
          <ClearButton label={t('query.remove', { token: error.token })} onClick={() => drop(error)} />
        </span>
      ))}
      {query.tokens
        .filter((token) => !menuTokens.includes(token))
        .map((token) => (
          <span key={keyOf(token)} className={`${CHIP} ${CHIP_ON}`}>
            <ChipText token={token} />
            <ClearButton label={t('query.remove', { token: keyOf(token) })} onClick={() => clear(token)} />
          </span>
        ))}
      {MENUS.map((field, i) => {
        const token = menuTokens[i]
        return (
          <FilterMenu
            key={field}
            field={field}
            token={token}
            q={q}
            onQuery={onQuery}
            onClear={() => token && clear(token)}
          />
        )
      })}
    </div>
  )
})

const keyOf = (token: QueryToken) => formatQuery({ words: [], errors: [], tokens: [token] })
const isPlain = ({ negated, values }: QueryToken) => !negated && values.every(({ op }) => op === '=')

function ClearButton({ label, onClick }: { label: string; onClick(): void }) {
  return (
    <button
      type="button"
      className="-mr-1.5 grid size-5 place-items-center rounded-sm"
      aria-label={label}
      onClick={onClick}
    >
      <Icon name="close" size="xs" />
    </button>
  )
}

function ChipText({ token }: { token: QueryToken }) {
  const t = useTranslations('instances')
  const wordOf = useValueWord()
  const plain = specOf(token.field).kind === 'size' ? sizeText : (text: string) => text
  const values = token.values.map(
    ({ op, text }) => `${op === '=' ? '' : `${op} `}${wordOf(token.field, text) ?? plain(text)}`,
  )
  return (
    <>
      {t(`fields.${token.field}`)}{' '}
      <b className="font-[550]">
        {token.negated ? `${t('query.not')} ` : ''}
        {values.join(t('query.or'))}
      </b>
    </>
  )
}

interface FilterMenuProps {
  field: Field
  q: string
  onQuery(q: string, how: 'push'): void
  /** What the field filters by, if it does. */
  token: QueryToken | undefined
  onClear(): void
}

function FilterMenu({ field, token, q, onQuery, onClear }: FilterMenuProps) {
  const t = useTranslations('instances')
  const id = useId()
  const popup = useRef<HTMLFieldSetElement>(null)
  const button = useRef<HTMLButtonElement>(null)
  const [open, setOpen] = useState(false)
  const title = t(`fields.${field}`)
  return (
    <span className={`${CHIP} ${token ? CHIP_ON : CHIP_OFF}`}>
      <button
        ref={button}
        type="button"
        popoverTarget={id}
        aria-expanded={open}
        className="-my-px -ml-2 flex h-6 items-center gap-1 rounded-md pl-2 outline-offset-0"
      >
        {token ? <ChipText token={token} /> : title}
        {token ? null : <Icon name="down" size="xs" className="text-muted" />}
      </button>
      {token ? <ClearButton label={t('query.remove', { token: keyOf(token) })} onClick={onClear} /> : null}
      <fieldset
        ref={popup}
        id={id}
        popover="auto"
        aria-label={title}
        className="menu"
        onToggle={(event) => {
          setOpen(event.newState === 'open')
          if (event.newState === 'open' && popup.current && button.current) place(popup.current, button.current)
        }}
      >
        {open ? <Values field={field} q={q} onQuery={onQuery} /> : null}
      </fieldset>
    </span>
  )
}

function Values({ field, q, onQuery }: Pick<FilterMenuProps, 'field' | 'q' | 'onQuery'>) {
  const t = useTranslations('instances')
  const wordOf = useValueWord()
  const { data: facets } = useQuery(facetsQuery(q))
  const query = parseQuery(q)
  const values = facets?.[field]
  if (values === undefined) return <p className="px-2 py-1 text-muted">{t('query.loading')}</p>
  if (values.length === 0) return <p className="px-2 py-1 text-muted">{t('query.noValues')}</p>
  return values.map(({ value, count }) => (
    <label key={value} className="menu-item cursor-pointer">
      <input
        type="checkbox"
        className="box"
        checked={hasValue(query, field, value)}
        onChange={() => onQuery(formatQuery(toggleValue(query, field, value)), 'push')}
      />
      <span className="min-w-0 flex-1 truncate">{wordOf(field, value) ?? value}</span>
      <span className="text-muted text-sm">{count}</span>
    </label>
  ))
}
