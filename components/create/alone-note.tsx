'use client'

import { useTranslations } from 'next-intl'
import { Button } from '@/components/ui/button'
import { Shape } from '@/components/ui/shape'
import { brokenRules } from '@/lib/rules'
import type { CreateForm } from './use-create-form'
import { useFieldName } from './words'

/** What one instance that is paid at once may have, whatever else is chosen. */
const ALONE = { count: 1, pay: true }

/**
 * What was chosen before and cannot go with several instances, or with an order that is not paid at once: said where that
 * is chosen and where it is filled in, with one button that leaves it out, and one that pays where that alone helps.
 */
export function AloneNote({ form: { rules, whole, values, errors, change } }: { form: CreateForm }) {
  const t = useTranslations('create.alone')
  const nameOf = useFieldName()
  const list = useTranslations('changes')
  const alone = new Set(brokenRules(rules, { ...whole, ...ALONE }))
  const against = brokenRules(rules, whole).filter((rule) => rule.code === 'rule' && !alone.has(rule))
  const fields = [...new Set(against.map(({ field }) => field))].filter((name) => whole[name] !== undefined)
  if (fields.length === 0) return null
  const isPaid = new Set(brokenRules(rules, { ...whole, pay: true }))
  const helpsToPay = whole.pay !== true && !against.some((rule) => isPaid.has(rule))
  const drop = () => change(Object.fromEntries(fields.map((name) => [name, Array.isArray(values[name]) ? [] : ''])))
  return (
    <div role="status" className="grid max-w-xl gap-1.5">
      {/* Where each of them says it itself, once more is no news. */}
      {!fields.every((name) => errors[name]) && (
        <p className="flex gap-1.5">
          <span className="pt-0.5">
            <Shape tone="warn" />
          </span>
          <span>{t('why', { fields: fields.map(nameOf).join(list('comma')) })}</span>
        </p>
      )}
      <div className="flex flex-wrap gap-2">
        <Button size="small" onClick={drop}>
          {t('drop')}
        </Button>
        {helpsToPay && (
          <Button size="small" onClick={() => change({ pay: 'true' })}>
            {t('pay')}
          </Button>
        )}
      </div>
    </div>
  )
}
