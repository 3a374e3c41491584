'use client'

import Link from 'next/link'
import { useTranslations } from 'next-intl'
import { Button } from '@/components/ui/button'
import type { Instance } from '@/lib/model/instance'
import { KnownMemory } from './known-memory'
import { TypedField } from './typed-field'

const NAME = /^[\w.$:-]{1,100}$/
const MOST = 12

/** The names in a typed text, or undefined where one of them cannot be a name. */
export function typedNames(text: string): string[] | undefined {
  const typed = text.split(/[\s,]+/).filter(Boolean)
  return typed.length > 0 && typed.every((one) => NAME.test(one)) ? typed : undefined
}

interface TypedMetricsProps {
  row: Instance
  names: readonly string[]
  onChange: (names: string[]) => void
}

/** Metrics of an operation whose names are published nowhere: whoever knows one types it. */
export function TypedMetrics({ row, names, onChange }: TypedMetricsProps) {
  const t = useTranslations('monitoring')
  const take = (text: string) => {
    const typed = typedNames(text)
    if (!typed) return false
    onChange([...new Set([...names, ...typed])].slice(0, MOST))
    return true
  }
  return (
    <section className="grid max-w-[760px] gap-2 px-gut pb-3">
      <p>
        <KnownMemory row={row} asksNodes />
      </p>
      <h2 className="font-medium">{t('typedTitle')}</h2>
      <p className="text-text-2">
        {t.rich('typedWhy', {
          code: (name) => <code>{name}</code>,
          link: (words) => (
            <Link href={`/operations/${row.key.service}/getMetric`} prefetch={false} className="underline">
              {words}
            </Link>
          ),
        })}
      </p>
      <TypedField label={t('name')} act={t('draw')} wrong={t('nameWrong')} className="max-w-[480px]" onText={take} />
      {names.length > 0 && (
        <div className="flex flex-wrap gap-2">
          {names.map((name) => (
            <Button key={name} size="small" icon="close" onClick={() => onChange(names.filter((one) => one !== name))}>
              {t('remove', { name })}
            </Button>
          ))}
        </div>
      )}
    </section>
  )
}
