'use client'

import { useTranslations } from 'next-intl'
import { useForm } from '@/components/form/use-form'
import { useLang } from '@/components/ui/badge'
import { Button } from '@/components/ui/button'
import { Check } from '@/components/ui/check'
import { Dialog } from '@/components/ui/dialog'
import { Field } from '@/components/ui/field'
import { Input, Select } from '@/components/ui/input'
import { decimalOf } from '@/lib/model/money'
import { keyOfLine, NewRateLine, RATED_SERVICES, RateLine } from '@/lib/model/rate-card'
import { PROVIDER_NAMES, SERVICES } from '@/lib/model/service'

interface LineDialogProps {
  /** Undefined: a new one. */
  line: RateLine | undefined
  others: readonly RateLine[]
  onClose: () => void
  onDone: (line: RateLine, before: RateLine | undefined) => void
}

const text = (value: string | number | null | undefined) => (value == null ? '' : String(value))
const orNull = (value: string) => (value.trim() === '' ? null : value.trim())

/** One line of the card; nothing is sent until the card is saved. */
export function LineDialog({ line, others, onClose, onDone }: LineDialogProps) {
  const t = useTranslations('rates')
  const ui = useTranslations('ui')
  const lang = useLang()
  const made = (values: typeof initial): unknown => ({
    service: values.service,
    class: orNull(values.class),
    memoryMb: orNull(values.memoryMb) === null ? null : Number(values.memoryMb),
    region: orNull(values.region),
    chargeType: values.chargeType,
    unit: values.chargeType === 'subscription' ? 'month' : values.unit,
    amount: decimalOf(values.amount),
    currency: values.currency.trim().toUpperCase(),
    perShard: values.perShard,
  })
  const initial = {
    service: line?.service ?? ('jdcloud-redis' as RateLine['service']),
    class: text(line?.class),
    memoryMb: text(line?.memoryMb),
    region: text(line?.region),
    chargeType: line?.chargeType ?? ('pay-as-you-go' as RateLine['chargeType']),
    unit: line?.unit ?? ('hour' as RateLine['unit']),
    amount: text(line?.amount),
    currency: line?.currency ?? 'CNY',
    perShard: line?.perShard ?? false,
  }
  const form = useForm({
    initial,
    check: (values) => {
      const parsed = NewRateLine.safeParse(made(values))
      const wrong = new Set(parsed.error?.issues.map(({ path }) => String(path[0])))
      const twice = parsed.success && others.some((each) => each !== line && keyOfLine(each) === keyOfLine(parsed.data))
      return {
        class: twice ? t('twice') : wrong.has('class') ? t('errors.size-needed') : undefined,
        memoryMb: wrong.has('memoryMb') ? t('errors.whole-number') : undefined,
        region: wrong.has('region') ? t('errors.too-long') : undefined,
        amount: wrong.has('amount') ? t('errors.amount') : undefined,
        currency: wrong.has('currency') ? t('errors.currency') : undefined,
      }
    },
    save: async (values) => {
      onDone(RateLine.parse(made(values)), line)
      onClose()
    },
  })
  const { values, set, errors } = form
  const input = (name: 'class' | 'memoryMb' | 'region' | 'amount' | 'currency', mono = false, suffix?: string) => (
    <Field label={t(name)} hint={t.has(`hints.${name}`) ? t(`hints.${name}`) : undefined} error={errors[name]}>
      {(control) => (
        <Input
          {...control}
          mono={mono}
          suffix={suffix}
          value={values[name]}
          onChange={({ target }) => set(name, target.value)}
          autoComplete="off"
        />
      )}
    </Field>
  )
  return (
    <Dialog
      title={line ? t('editTitle') : t('addTitle')}
      onClose={onClose}
      footer={
        <>
          <Button onClick={onClose}>{ui('cancel')}</Button>
          <Button type="submit" form="rate-line" variant="primary">
            {t('take')}
          </Button>
        </>
      }
    >
      <form id="rate-line" ref={form.form} onSubmit={form.submit} noValidate className="grid gap-4">
        <Field label={t('service')}>
          {(control) => (
            <Select
              {...control}
              value={values.service}
              onChange={({ target }) =>
                set('service', RATED_SERVICES.find((id) => id === target.value) ?? values.service)
              }
            >
              {RATED_SERVICES.map((id) => (
                <option key={id} value={id}>
                  {PROVIDER_NAMES[SERVICES[id].provider][lang]} · {SERVICES[id][lang]}
                </option>
              ))}
            </Select>
          )}
        </Field>
        <div className="grid gap-4 wide:grid-cols-2">
          {input('class', true)}
          {input('memoryMb', false, 'MB')}
          {input('region', true)}
          <Field label={t('chargeType')}>
            {(control) => (
              <Select
                {...control}
                value={values.chargeType}
                onChange={({ target }) =>
                  set('chargeType', target.value === 'subscription' ? 'subscription' : 'pay-as-you-go')
                }
              >
                <option value="pay-as-you-go">{t('charges.pay-as-you-go')}</option>
                <option value="subscription">{t('charges.subscription')}</option>
              </Select>
            )}
          </Field>
          {input('amount')}
          {input('currency')}
        </div>
        {values.chargeType === 'pay-as-you-go' && (
          <Field label={t('unit')}>
            {(control) => (
              <Select
                {...control}
                value={values.unit}
                onChange={({ target }) => set('unit', target.value === 'month' ? 'month' : 'hour')}
              >
                <option value="hour">{t('per.hour')}</option>
                <option value="month">{t('per.month')}</option>
              </Select>
            )}
          </Field>
        )}
        <Check
          label={t('forShard')}
          hint={t('forShardHint')}
          checked={values.perShard}
          onChange={({ target }) => set('perShard', target.checked)}
        />
      </form>
    </Dialog>
  )
}
