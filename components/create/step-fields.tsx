'use client'

import { useTranslations } from 'next-intl'
import { Fragment } from 'react'
import { Shape } from '@/components/ui/shape'
import { type CreateChoices, LEFT_OUT } from '@/lib/model/create'
import { ServiceIdSchema } from '@/lib/model/instance'
import { isNeeded, mayBeGiven } from '@/lib/rules'
import { AloneNote } from './alone-note'
import { CreateField } from './create-field'
import { listOf } from './lists'
import { NetworkChoice } from './network-choice'
import { hasUse, inOrder, LEFT_OUT_STEP, NETWORK_FIELDS, networkOf, type StepId } from './steps'
import type { CreateForm } from './use-create-form'

interface StepFieldsProps {
  step: StepId
  form: CreateForm
  choices: CreateChoices | undefined
  /** Fields that the cloud did not tell of the instance that this one is made like. */
  unknown: readonly string[]
  /** Drawn elsewhere in the step. */
  without?: readonly string[]
  /** What the service has not is said elsewhere. */
  isPart?: boolean
}

/** What the service asks for in a step, and in words what it does not. */
export function StepFields({ step, form, choices, unknown, without = [], isPart }: StepFieldsProps) {
  const t = useTranslations('create')
  const { fields = [], values, change, errors, rules, whole } = form
  const network = step === 'network' ? networkOf(fields, values) : undefined
  const isElsewhere = (name: string) => network === 'classic' && NETWORK_FIELDS.some((one) => one === name)
  const shown = inOrder(fields, step).filter(
    ({ name }) =>
      !without.includes(name) && !isElsewhere(name) && mayBeGiven(rules, name, whole) && hasUse(name, whole),
  )
  return (
    <>
      {network && <NetworkChoice form={form} />}
      {shown.map((field) => (
        <Fragment key={field.name}>
          <CreateField
            field={field}
            value={values[field.name]}
            needed={isNeeded(rules, field.name, whole) || (network === 'vpc' && field.name === 'vpcId')}
            list={listOf(choices, field.name, whole)}
            service={ServiceIdSchema.safeParse(values.service).data}
            errorAt={(path) => errors[path]}
            note={unknown.includes(field.name) && !values[field.name] ? t('notTold') : undefined}
            onChange={(value) => change({ [field.name]: value })}
          />
          {(field.name === 'count' || field.name === 'tags') && <AloneNote form={form} />}
        </Fragment>
      ))}
      {isPart ? null : <LeftOut step={step} choices={choices} />}
    </>
  )
}

/** What this service's one call cannot take. */
function LeftOut({ step, choices }: { step: StepId; choices: CreateChoices | undefined }) {
  const t = useTranslations('create')
  const left = LEFT_OUT.filter((id) => choices?.leftOut.includes(id) && LEFT_OUT_STEP[id] === step)
  if (left.length === 0) return null
  return (
    <ul className="grid max-w-xl gap-1 text-muted text-sm">
      {left.map((id) => (
        <li key={id} className="flex gap-1.5">
          <span className="pt-0.5">
            <Shape tone="info" />
          </span>
          {t(`leftOut.${id}`)}
        </li>
      ))}
    </ul>
  )
}
