'use client'

import { useTranslations } from 'next-intl'
import { type FormEvent, useEffect, useState } from 'react'
import { shortName } from '@/components/diagnostics/node-words'
import { RangePicker } from '@/components/monitoring/range-picker'
import { Button, buttonClass } from '@/components/ui/button'
import { Icon } from '@/components/ui/icon'
import { Input } from '@/components/ui/input'
import { Menu } from '@/components/ui/menu'
import { LOG_KINDS, LOG_LEVELS, type LogKind, type LogRole } from '@/lib/model/logs'
import { type LogState, NOTHING_ASKED } from './use-log-state'

/** What an audit log is asked for by, beside the node. */
export const WHO = ['client', 'account', 'database'] as const

interface ToolbarProps {
  state: LogState
  change: (part: Partial<LogState>) => void
  words: string
  kinds: readonly LogKind[]
  roles: readonly LogRole[]
  nodes: readonly string[]
  /** What the audit log names, by which its cloud can be asked for a part of it. */
  who: Readonly<Record<(typeof WHO)[number], readonly string[]>>
  /** Its id, which names of nodes begin with. */
  instance: string
  isReading: boolean
  onAgain: () => void
  /** Asks its cloud for a word in the texts themselves; null: they are masked, and what is shown is searched. */
  search: { word: string; ask: (word: string) => void } | null
  onSave: (() => void) | null
}

/** Which log, which part of it, and what is looked for. */
export function LogToolbar(props: ToolbarProps) {
  const { state, change, words, kinds, roles, nodes, who, instance, isReading, onAgain, search, onSave } = props
  const t = useTranslations('logs')
  return (
    <div className="flex flex-wrap items-center gap-2 px-gut py-3">
      <fieldset className="seg" aria-label={t('which')}>
        {LOG_KINDS.filter((kind) => kinds.includes(kind) || kind === state.kind).map((kind) => (
          <button
            key={kind}
            type="button"
            aria-pressed={state.kind === kind}
            onClick={() => change({ kind, ...NOTHING_ASKED })}
          >
            {t(`kinds.${kind}`)}
          </button>
        ))}
      </fieldset>
      {/* On a narrow window it shares its line with what reads again. */}
      <RangePicker
        range={state.range}
        words={words}
        onChange={(range) => change({ range })}
        className="max-wide:min-w-0 max-wide:flex-[1_1_calc(100%-60px)]"
      />
      <Button icon="refresh" onClick={onAgain} aria-label={t('again')} data-tip={t('again')} aria-busy={isReading} />
      {roles.length > 1 && (
        <fieldset className="seg" aria-label={t('role')}>
          {roles.map((role) => (
            <button key={role} type="button" aria-pressed={state.role === role} onClick={() => change({ role })}>
              {t(`roles.${role}`)}
            </button>
          ))}
        </fieldset>
      )}
      {(nodes.length > 1 || state.node !== null) && (
        <Choice
          label={t('node')}
          chosen={state.node}
          all={t('allNodes')}
          options={nodes.map((node) => [node, shortName(node, instance)])}
          onChoose={(node) => change({ node })}
        />
      )}
      {state.kind === 'running' && (
        <Choice
          label={t('level')}
          chosen={state.level}
          all={t('allLevels')}
          options={LOG_LEVELS.map((level) => [level, t(`levels.${level}`)])}
          onChoose={(level) => change({ level })}
        />
      )}
      {state.kind === 'audit' &&
        WHO.filter((name) => who[name].length > 1 || state[name] !== null).map((name) => (
          <Choice
            key={name}
            label={t(name)}
            chosen={state[name]}
            all={t(`all.${name}`)}
            options={who[name].map((value) => [value, name === 'database' ? t('databaseOf', { value }) : value])}
            onChoose={(value) => change({ [name]: value })}
          />
        ))}
      <Find key={state.kind} find={state.find} onFind={(find) => change({ find })} />
      {search && <Ask word={search.word} onAsk={search.ask} />}
      <span className="ml-auto flex-none">
        <Button
          icon="download"
          aria-label={t('save')}
          data-tip={t('save')}
          reason={onSave ? null : t('nothing')}
          onClick={() => onSave?.()}
        />
      </span>
    </div>
  )
}

interface ChoiceProps<T extends string> {
  label: string
  chosen: T | null
  all: string
  options: readonly (readonly [T, string])[]
  onChoose: (value: T | null) => void
}

function Choice<T extends string>({ label, chosen, all, options, onChoose }: ChoiceProps<T>) {
  return (
    <Menu
      label={label}
      items={[
        { label: all, checked: chosen === null, onSelect: () => onChoose(null) },
        ...options.map(([value, text]) => ({
          label: text,
          checked: chosen === value,
          onSelect: () => onChoose(value),
        })),
      ]}
      trigger={(menu) => (
        <button {...menu} className={buttonClass({})}>
          {options.find(([value]) => value === chosen)?.[1] ?? chosen ?? all}
          <Icon name="down" size="sm" />
        </button>
      )}
    />
  )
}

/** Filters what is shown. */
function Find({ find, onFind }: { find: string; onFind: (find: string) => void }) {
  const t = useTranslations('logs')
  const [text, setText] = useState(find)
  const [was, setWas] = useState(find)
  const [sent, setSent] = useState(find)
  // What was cleared or came back from elsewhere is shown; what was typed here stays as it is typed on.
  if (find !== was) {
    setWas(find)
    if (find !== sent) {
      setText(find)
      setSent(find)
    }
  }
  useEffect(() => {
    if (text === sent) return
    const wait = setTimeout(() => {
      setSent(text)
      onFind(text)
    }, 250)
    return () => clearTimeout(wait)
  }, [text, sent, onFind])
  return (
    <Input
      icon="search"
      type="search"
      className="min-w-36 max-w-56 flex-[1_1_0] max-wide:max-w-none max-wide:flex-[1_1_calc(100%-60px)]"
      aria-label={t('find')}
      placeholder={t('find')}
      value={text}
      onChange={(event) => setText(event.target.value)}
    />
  )
}

/** Its cloud looks for one word in the texts themselves. */
function Ask({ word, onAsk }: { word: string; onAsk: (word: string) => void }) {
  const t = useTranslations('logs')
  const [text, setText] = useState(word)
  return (
    <form
      className="flex items-center gap-1.5 max-wide:w-full"
      onSubmit={(event: FormEvent) => {
        event.preventDefault()
        onAsk(text.trim())
      }}
    >
      <Input
        className="min-w-36 max-w-56 max-wide:max-w-none max-wide:flex-1"
        aria-label={t('word')}
        placeholder={t('word')}
        value={text}
        maxLength={100}
        onChange={(event) => setText(event.target.value)}
      />
      <Button type="submit">{t('ask')}</Button>
    </form>
  )
}
