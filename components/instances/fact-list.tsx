'use client'
import { useTranslations } from 'next-intl'
import type { ReactNode } from 'react'
import { CopyButton } from '@/components/ui/copy'
import { MiddleCode } from './middle-code'

/** One line of facts: what it is, and the fact; null is what the cloud did not say. */
export interface Fact {
  /** Key below `instances.facts`. */
  name: string
  value: ReactNode | null
}

/** Facts with their names; a group that holds none is left out by its caller. */
export function FactList({ facts }: { facts: readonly Fact[] }) {
  const t = useTranslations('instances')
  return (
    <dl className="kv">
      {facts.map(({ name, value }) => (
        <div key={name} className="contents">
          <dt>{t(`facts.${name}`)}</dt>
          <dd>{value ?? <span className="text-muted">{t('notSaid')}</span>}</dd>
        </div>
      ))}
    </dl>
  )
}

/** A group of facts below a line. */
export function FactGroup({ title, aside, children }: { title: ReactNode; aside?: ReactNode; children: ReactNode }) {
  return (
    <section className="border-border border-t px-4 py-2.5 first:border-t-0">
      <h2 className="mb-1.5 flex items-baseline gap-2 font-semibold text-sm">
        {title}
        {aside ? <small className="font-normal text-muted text-sm">{aside}</small> : null}
      </h2>
      {children}
    </section>
  )
}

/** A text in mono, whole on hover, with a button that copies it. */
export function Copyable({ text, what }: { text: string; what: string }) {
  return (
    <span className="inline-flex max-w-full items-center gap-1">
      <MiddleCode text={text} />
      <CopyButton text={text} what={what} className="flex-none" />
    </span>
  )
}
