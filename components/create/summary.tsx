'use client'

import { useQuery } from '@tanstack/react-query'
import { useTranslations } from 'next-intl'
import { useLang } from '@/components/ui/badge'
import { Breaking } from '@/components/ui/breaking'
import { SERVICES } from '@/lib/model/service'
import { accountsQuery } from '@/lib/queries/accounts'
import { RunningPrice } from './running-price'
import { inOrder, STEP_IDS } from './steps'
import { type CreateForm, textIn } from './use-create-form'
import { useFieldName, useValueWords } from './words'

/** What is chosen so far, and what it would cost. */
export function Summary({ form }: { form: CreateForm }) {
  const t = useTranslations('create')
  const locale = useLang()
  const nameOf = useFieldName()
  const words = useValueWords()
  const accounts = useQuery(accountsQuery)
  const { values, service, fields = [], sent, whole } = form
  const account = accounts.data?.find(({ id }) => id === textIn(values, 'accountId'))
  const rows: [string, string][] = [
    [t('where.service'), service ? SERVICES[service][locale] : ''],
    [t('where.account'), account?.name ?? ''],
    [t('where.region'), textIn(values, 'region')],
    ...STEP_IDS.flatMap((step) =>
      inOrder(fields, step).flatMap(({ name, sensitivity, fallback }): [string, string][] => {
        const value = name in sent ? sent[name] : fallback === 'false' ? undefined : whole[name]
        if (value === undefined) return []
        if (sensitivity === 'secret') return [[nameOf(name), t('set')]]
        return [[nameOf(name), saidOf(value, (text) => words(name, text))]]
      }),
    ),
  ]
  const chosen = rows.filter(([, value]) => value !== '')
  return (
    <div className="grid gap-4">
      <RunningPrice form={form} />
      <section className="grid gap-2">
        <h2 className="font-semibold">{t('summary')}</h2>
        {chosen.length === 0 ? (
          <p className="text-muted">{t('nothingChosen')}</p>
        ) : (
          <dl className="kv">
            {chosen.map(([name, value]) => (
              <div key={name} className="contents">
                <dt>{name}</dt>
                <dd>
                  <Breaking text={value} />
                </dd>
              </div>
            ))}
          </dl>
        )}
      </section>
    </div>
  )
}

function saidOf(value: unknown, words: (text: string) => string): string {
  if (Array.isArray(value)) return value.map((item) => saidOf(item, words)).join(', ')
  if (typeof value === 'object' && value !== null) return Object.values(value).filter(Boolean).map(String).join(' = ')
  return words(String(value))
}
