'use client'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useTranslations } from 'next-intl'
import { useState } from 'react'
import { Page } from '@/components/shell/page'
import { useMe } from '@/components/shell/shell-context'
import { Button, IconButton } from '@/components/ui/button'
import { Failed } from '@/components/ui/failed'
import { Input } from '@/components/ui/input'
import { ProblemBanner } from '@/components/ui/problem'
import { Skeleton } from '@/components/ui/skeleton'
import { toast } from '@/components/ui/toast'
import type { ExchangeRate, ExchangeRates } from '@/lib/model/cost'
import { decimalOf } from '@/lib/model/money'
import { exchangeQuery, saveExchange } from '@/lib/queries/costs'
import { CostTabs } from '../cost-tabs'

/** In which currency costs are put together, and by which rates from which day on. */
export function RatesPage() {
  const t = useTranslations('costs')
  const { data, error, refetch } = useQuery({ ...exchangeQuery, staleTime: 0, refetchOnWindowFocus: false })
  return (
    <Page
      title={t('tabs.rates')}
      crumbs={[{ label: t('title'), href: '/costs' }, { label: t('tabs.rates') }]}
      scroll={false}
    >
      <CostTabs />
      <div className="page-scroll">
        {error && !data && <Failed error={error} retry={() => refetch()} />}
        {!data && !error && <Skeleton widths={[240]} rows={4} />}
        {data ? <Rates key={data.version} stored={data} /> : null}
      </div>
    </Page>
  )
}

interface Draft extends ExchangeRate {
  key: number
}
let lastKey = 0

const CODE = /^[A-Z]{3}$/
const isRight = ({ currency, rate, from }: Draft) => {
  const amount = decimalOf(rate)
  return CODE.test(currency) && amount !== null && amount !== '0' && !amount.startsWith('-') && from !== ''
}

function Rates({ stored }: { stored: ExchangeRates }) {
  const t = useTranslations('costs.rates')
  const me = useMe()
  const client = useQueryClient()
  const mayEdit = me.role === 'admin' && me.scope.kind === 'all'
  const [currency, setCurrency] = useState(stored.currency ?? '')
  const [drafts, setDrafts] = useState<Draft[]>(() => stored.rates.map((rate) => ({ ...rate, key: ++lastKey })))
  const [problem, setProblem] = useState<unknown>()
  const [sending, setSending] = useState(false)
  const set = (key: number, change: Partial<ExchangeRate>) =>
    setDrafts(drafts.map((draft) => (draft.key === key ? { ...draft, ...change } : draft)))
  const whole = (currency === '' || CODE.test(currency)) && drafts.every(isRight)
  const save = async () => {
    setSending(true)
    setProblem(undefined)
    try {
      const saved = await saveExchange({
        version: stored.version,
        currency: currency === '' ? null : currency,
        rates: drafts.map(({ currency: of, rate, from }) => ({ currency: of, rate: decimalOf(rate) ?? rate, from })),
      })
      toast({ tone: 'ok', title: t('saved') })
      client.setQueryData(exchangeQuery.queryKey, saved)
      await client.invalidateQueries({ queryKey: ['costs', 'page'] })
    } catch (error) {
      setProblem(error)
    } finally {
      setSending(false)
    }
  }
  if (!mayEdit) return <Listed stored={stored} />
  return (
    <div className="grid max-w-[720px] content-start gap-3 px-gut pt-3 pb-10">
      <p className="text-text-2">{t('lead')}</p>
      {problem ? <ProblemBanner error={problem} /> : null}
      <label className="flex flex-wrap items-center gap-2">
        <span className="text-muted">{t('currency')}</span>
        <Input
          className="w-24"
          value={currency}
          maxLength={3}
          placeholder={t('noCurrency')}
          aria-invalid={currency !== '' && !CODE.test(currency) ? true : undefined}
          onChange={(event) => setCurrency(event.target.value.toUpperCase())}
        />
      </label>
      <ul className="grid gap-2" aria-label={t('title')}>
        {drafts.map((draft, at) => (
          <li key={draft.key} className="flex flex-wrap items-center gap-2">
            <span className="text-muted">1</span>
            <Input
              className="w-20"
              aria-label={t('of', { place: at + 1 })}
              value={draft.currency}
              maxLength={3}
              onChange={(event) => set(draft.key, { currency: event.target.value.toUpperCase() })}
            />
            <span className="text-muted">=</span>
            <Input
              className="w-32"
              inputMode="decimal"
              aria-label={t('rate', { place: at + 1 })}
              value={draft.rate}
              suffix={currency}
              onChange={(event) => set(draft.key, { rate: event.target.value })}
            />
            <span className="text-muted">{t('since')}</span>
            <Input
              className="w-40"
              type="date"
              aria-label={t('from', { place: at + 1 })}
              value={draft.from}
              onChange={(event) => set(draft.key, { from: event.target.value })}
            />
            <IconButton
              icon="trash"
              label={t('remove', { place: at + 1 })}
              onClick={() => setDrafts(drafts.filter(({ key }) => key !== draft.key))}
            />
          </li>
        ))}
      </ul>
      <div className="flex flex-wrap gap-2">
        <Button
          icon="plus"
          onClick={() => setDrafts([...drafts, { key: ++lastKey, currency: '', rate: '', from: '' }])}
        >
          {t('add')}
        </Button>
        <Button variant="primary" sending={sending} onClick={save} reason={whole ? null : t('fillIn')}>
          {t('save')}
        </Button>
      </div>
    </div>
  )
}

/** For who may not change them. */
function Listed({ stored }: { stored: ExchangeRates }) {
  const t = useTranslations('costs.rates')
  return (
    <div className="grid content-start gap-2 px-gut pt-3">
      <p className="text-text-2">{t('lead')}</p>
      <p className="text-muted">{t('readOnly')}</p>
      <p>{stored.currency === null ? t('nothing') : t('in', { currency: stored.currency })}</p>
      <ul>
        {stored.rates.map(({ currency, rate, from }) => (
          <li key={`${currency} ${from}`}>
            1 {currency} = {rate} {stored.currency} <span className="text-muted">{t('fromDay', { from })}</span>
          </li>
        ))}
      </ul>
    </div>
  )
}
