'use client'

import Link from 'next/link'
import { useTranslations } from 'next-intl'
import { type FormEvent, useId, useState } from 'react'
import { Button } from '@/components/ui/button'
import { Input } from '@/components/ui/input'
import type { Instance } from '@/lib/model/instance'

const NAME = /^[\w.$:-]{1,100}$/
const MOST = 12

interface TypedMetricsProps {
  row: Instance
  names: readonly string[]
  onChange: (names: string[]) => void
}

/** Metrics of an operation whose names are published nowhere: whoever knows one types it. */
export function TypedMetrics({ row, names, onChange }: TypedMetricsProps) {
  const t = useTranslations('monitoring')
  const id = useId()
  const [text, setText] = useState('')
  const [isWrong, setWrong] = useState(false)
  const submit = (event: FormEvent) => {
    event.preventDefault()
    const typed = text.split(/[\s,]+/).filter(Boolean)
    if (typed.length === 0 || !typed.every((one) => NAME.test(one))) return setWrong(true)
    onChange([...new Set([...names, ...typed])].slice(0, MOST))
    setText('')
  }
  return (
    <section className="grid max-w-[760px] gap-2 px-gut pb-3">
      <p className="font-medium">{t('typedTitle')}</p>
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
      <form onSubmit={submit} className="grid gap-1.5">
        <label htmlFor={id}>{t('name')}</label>
        <div className="flex max-w-[480px] gap-2">
          <Input
            id={id}
            mono
            value={text}
            spellCheck={false}
            aria-invalid={isWrong || undefined}
            aria-describedby={isWrong ? `${id}-wrong` : undefined}
            onChange={(event) => {
              setText(event.target.value)
              setWrong(false)
            }}
          />
          <Button type="submit">{t('draw')}</Button>
        </div>
        {isWrong && (
          <p id={`${id}-wrong`} className="text-danger text-sm" role="alert">
            {t('nameWrong')}
          </p>
        )}
      </form>
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
