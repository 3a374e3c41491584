'use client'
import { useQueryClient } from '@tanstack/react-query'
import { useTranslations } from 'next-intl'
import { useMemo, useRef, useState } from 'react'
import { flushSync } from 'react-dom'
import { useMe } from '@/components/shell/shell-context'
import { Button, IconButton } from '@/components/ui/button'
import { Input } from '@/components/ui/input'
import { ProblemBanner, useFieldErrors } from '@/components/ui/problem'
import { Shape } from '@/components/ui/shape'
import { toast } from '@/components/ui/toast'
import type { ExchangeRate, ExchangeRates } from '@/lib/model/cost'
import { decimalOf } from '@/lib/model/money'
import { exchangeQuery, saveExchange } from '@/lib/queries/costs'
import { draftOf, forgetDraft, useKeeping, useWasKept } from '../kept-draft'
import { NotSaved } from '../not-saved'

interface Draft extends ExchangeRate {
  key: number
}
interface Typed {
  version: number
  currency: string
  rates: ExchangeRate[]
}
let lastKey = 0
const keyed = (rates: readonly ExchangeRate[]): Draft[] => rates.map((rate) => ({ ...rate, key: ++lastKey }))

const CODE = /^[A-Z]{3}$/
const isAmount = (rate: string) => {
  const amount = decimalOf(rate)
  return amount !== null && amount !== '0' && !amount.startsWith('-')
}
const isRight = ({ currency, rate, from }: ExchangeRate) => CODE.test(currency) && isAmount(rate) && from !== ''
const same = (a: unknown, b: unknown) => JSON.stringify(a) === JSON.stringify(b)

/** The currency to report in and the rates; what the server refuses stands at its field. */
export function RatesForm({ stored }: { stored: ExchangeRates }) {
  const t = useTranslations('costs.rates')
  const client = useQueryClient()
  const wordsOf = useFieldErrors()
  const name = `rates ${useMe().id}`
  const before = draftOf<Typed>(name)
  const [wasKept, told] = useWasKept(name)
  const [currency, setCurrency] = useState(before?.currency ?? stored.currency ?? '')
  const [drafts, setDrafts] = useState<Draft[]>(() => keyed(before?.rates ?? stored.rates))
  const [version, setVersion] = useState(before?.version ?? stored.version)
  const [errors, setErrors] = useState<Record<string, string>>({})
  const [problem, setProblem] = useState<unknown>()
  const [sending, setSending] = useState(false)
  const root = useRef<HTMLDivElement>(null)
  const typed = useMemo<Typed>(
    () => ({ version, currency, rates: drafts.map(({ currency: of, rate, from }) => ({ currency: of, rate, from })) }),
    [version, currency, drafts],
  )
  const dirty = currency !== (stored.currency ?? '') || !same(typed.rates, stored.rates)
  useKeeping(name, dirty ? typed : undefined)
  const set = (key: number, change: Partial<ExchangeRate>) => {
    setErrors({})
    setDrafts(drafts.map((draft) => (draft.key === key ? { ...draft, ...change } : draft)))
  }
  const whole = (currency === '' || CODE.test(currency)) && drafts.every(isRight)
  const save = async () => {
    setSending(true)
    setProblem(undefined)
    setErrors({})
    try {
      const rates = typed.rates.map((rate) => ({ ...rate, rate: decimalOf(rate.rate) ?? rate.rate }))
      const saved = await saveExchange({ version, currency: currency === '' ? null : currency, rates })
      toast({ tone: 'ok', title: t('saved') })
      forgetDraft(name)
      client.setQueryData(exchangeQuery.queryKey, saved)
      await client.invalidateQueries({ queryKey: ['costs', 'page'] })
    } catch (error) {
      flushSync(() => {
        setErrors(wordsOf(error))
        setProblem(error)
      })
      root.current?.querySelector<HTMLElement>('[aria-invalid="true"]')?.focus()
    } finally {
      setSending(false)
    }
  }
  const discard = () => {
    told()
    setErrors({})
    setProblem(undefined)
    setVersion(stored.version)
    setCurrency(stored.currency ?? '')
    setDrafts(keyed(stored.rates))
  }
  const marked = (field: string) => ({
    'aria-invalid': errors[field] ? (true as const) : undefined,
    'aria-describedby': errors[field] ? `error-${field}` : undefined,
  })
  return (
    <div ref={root} className="grid max-w-[720px] content-start gap-3 px-gut pt-3 pb-10">
      <p className="text-text-2">{t('lead')}</p>
      {wasKept && dirty ? <NotSaved onDiscard={discard} /> : null}
      {problem ? <ProblemBanner error={problem} /> : null}
      <div>
        <label className="flex flex-wrap items-center gap-2">
          <span className="text-muted">{t('currency')}</span>
          <Input
            className="w-24"
            value={currency}
            maxLength={3}
            placeholder={t('noCurrency')}
            {...marked('currency')}
            onChange={(event) => {
              setErrors({})
              setCurrency(event.target.value.toUpperCase())
            }}
          />
        </label>
        <Why field="currency" errors={errors} />
      </div>
      <ul className="grid gap-2" aria-label={t('title')}>
        {drafts.map((draft, at) => (
          <li key={draft.key}>
            <div className="flex flex-wrap items-center gap-2">
              <span className="text-muted">1</span>
              <Input
                className="w-20"
                aria-label={t('of', { place: at + 1 })}
                value={draft.currency}
                maxLength={3}
                {...marked(`rates.${at}.currency`)}
                onChange={(event) => set(draft.key, { currency: event.target.value.toUpperCase() })}
              />
              <span className="text-muted">=</span>
              <Input
                className="w-32"
                inputMode="decimal"
                aria-label={t('rate', { place: at + 1 })}
                value={draft.rate}
                suffix={currency}
                {...marked(`rates.${at}.rate`)}
                {...(draft.rate !== '' && !isAmount(draft.rate) && { 'aria-invalid': true })}
                onChange={(event) => set(draft.key, { rate: event.target.value })}
              />
              <span className="text-muted">{t('since')}</span>
              <Input
                className="w-40"
                type="date"
                aria-label={t('from', { place: at + 1 })}
                value={draft.from}
                {...marked(`rates.${at}.from`)}
                onChange={(event) => set(draft.key, { from: event.target.value })}
              />
              <IconButton
                icon="trash"
                label={t('remove', { place: at + 1 })}
                onClick={() => {
                  setErrors({})
                  setDrafts(drafts.filter(({ key }) => key !== draft.key))
                }}
              />
            </div>
            <Why field={`rates.${at}.currency`} errors={errors} />
            <Why field={`rates.${at}.rate`} errors={errors} />
            <Why field={`rates.${at}.from`} errors={errors} />
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

function Why({ field, errors }: { field: string; errors: Record<string, string> }) {
  const error = errors[field]
  return error ? (
    <p className="err pt-1" id={`error-${field}`}>
      <Shape tone="danger" />
      <span>{error}</span>
    </p>
  ) : null
}
