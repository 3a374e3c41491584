'use client'
import { useTranslations } from 'next-intl'
import { useDeferredValue, useMemo, useState } from 'react'
import { CopyButton } from '@/components/ui/copy'
import { Input } from '@/components/ui/input'
import type { InstancePage } from '@/lib/model/fleet'

/** The provider's own objects for experts, to search and to copy. */
export function RawAnswer({ raw }: { raw: InstancePage['raw'] }) {
  const t = useTranslations('instances')
  const [typed, setTyped] = useState('')
  const needle = useDeferredValue(typed.trim().toLowerCase())
  return (
    <div className="grid gap-3 px-gut py-3.5">
      <div className="flex flex-wrap items-center gap-3">
        <div className="w-72 max-w-full">
          <Input
            icon="search"
            data-search=""
            aria-label={t('raw.search')}
            placeholder={t('raw.search')}
            value={typed}
            onChange={(event) => setTyped(event.currentTarget.value)}
          />
        </div>
        <p className="text-muted text-sm">{t('raw.intro')}</p>
      </div>
      <div className="grid items-start gap-4 full:grid-cols-2">
        <Answer title={t('raw.detail')} value={raw.detail} needle={needle} />
        <Answer title={t('raw.list')} value={raw.list} needle={needle} />
      </div>
    </div>
  )
}

function Answer({ title, value, needle }: { title: string; value: unknown; needle: string }) {
  const t = useTranslations('instances')
  const text = useMemo(() => (value === null || value === undefined ? '' : JSON.stringify(value, null, 2)), [value])
  const lines = useMemo(() => text.split('\n'), [text])
  const found = needle ? lines.filter((line) => line.toLowerCase().includes(needle)).length : 0
  return (
    <section className="min-w-0">
      <h2 className="section-title items-center pb-1">
        {title}
        {text ? <CopyButton text={text} what={t('raw.copy')} /> : null}
        {needle && text ? <small role="status">{t('raw.matches', { count: found })}</small> : null}
      </h2>
      {text ? (
        <pre className="codebox" tabIndex={0} aria-label={title}>
          {lines.map((line, i) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: lines of a text that is replaced as a whole
            <Line key={i} text={line} needle={needle} />
          ))}
        </pre>
      ) : (
        <p className="text-muted">{t('raw.none')}</p>
      )}
    </section>
  )
}

function Line({ text, needle }: { text: string; needle: string }) {
  if (!needle || !text.toLowerCase().includes(needle)) return <span className="block">{text || ' '}</span>
  const parts: { text: string; hit: boolean }[] = []
  let rest = text
  for (let at = rest.toLowerCase().indexOf(needle); at >= 0; at = rest.toLowerCase().indexOf(needle)) {
    parts.push({ text: rest.slice(0, at), hit: false }, { text: rest.slice(at, at + needle.length), hit: true })
    rest = rest.slice(at + needle.length)
  }
  parts.push({ text: rest, hit: false })
  return (
    <span className="block">
      {parts.map((part, i) =>
        part.hit ? (
          // biome-ignore lint/suspicious/noArrayIndexKey: parts of one line
          <mark key={i} className="rounded-sm bg-warn-soft text-text">
            {part.text}
          </mark>
        ) : (
          part.text
        ),
      )}
    </span>
  )
}
