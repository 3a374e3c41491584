'use client'

import { useQuery } from '@tanstack/react-query'
import { useTranslations } from 'next-intl'
import { useCallback, useEffect, useMemo, useRef, useState } from 'react'
import { useWrongWords } from '@/components/operations/use-wrong-words'
import { loadCreateParams } from '@/lib/explorer/create-params'
import { type Draft, type DraftObject, inputOf, pathInDraft, withDefaults } from '@/lib/explorer/draft'
import { type FieldModel, fieldAt, fieldsOfRequest } from '@/lib/explorer/fields'
import { fieldsOf } from '@/lib/issues'
import { ServiceIdSchema } from '@/lib/model/instance'
import type { ServiceId } from '@/lib/operation'
import { mayBeGiven, rulesOf } from '@/lib/rules'
import { dropDraft, keepDraft, readDraft } from './kept-draft'
import { hasUse, networkOf } from './steps'
import { useCreateNames } from './words'

/** Known before the service's own fields are loaded: no draft is ever kept with one of these. */
const SECRETS = ['password']
const OWN = ['service', 'accountId', 'region', 'reason']

export const textIn = (values: DraftObject, name: string): string => {
  const value = values[name]
  return typeof value === 'string' ? value : ''
}

/** The service's schema and fields, loaded when the service is chosen. */
export function useCreateFields(service: ServiceId | undefined) {
  const { data, error, refetch } = useQuery({
    queryKey: ['create-params', service],
    queryFn: async () => ({ schema: await loadCreateParams(service as ServiceId) }), // only asked when there is one
    enabled: service !== undefined,
    staleTime: Number.POSITIVE_INFINITY,
    // Schemas are no plain data: nothing in them may be compared or copied.
    structuralSharing: false,
  })
  return { schema: data?.schema, fields: data ? fieldsOfRequest(data.schema) : undefined, error, retry: refetch }
}

/** What is typed in the wizard, kept in the browser without its secrets; nothing of it leaves before it is planned. */
export function useCreateForm(key: string, start: DraftObject) {
  const [kept] = useState(() => readDraft(browserStore(), key))
  const [values, setValues] = useState<DraftObject>(() => kept?.values ?? start)
  const [errors, setErrors] = useState<Record<string, string>>({})
  // A secret that was typed before the page was left: nobody may forget that it is gone.
  const [isSecretLost, setSecretLost] = useState(kept?.hadSecret ?? false)
  const isTouched = useRef(false)
  const service = ServiceIdSchema.safeParse(values.service).data
  const { schema, fields, error: loadError, retry } = useCreateFields(service)
  const wrong = useWrongWords(useCreateNames())
  const required = useTranslations('problems')('fields.required')
  const again = useTranslations('create')('password.again')

  const secrets = useMemo(
    () => [...SECRETS, ...(fields ?? []).flatMap(({ name, sensitivity }) => (sensitivity === 'secret' ? [name] : []))],
    [fields],
  )
  useEffect(() => {
    if (isTouched.current) keepDraft(browserStore(), key, values, secrets, isSecretLost)
  }, [key, values, secrets, isSecretLost])

  const change = useCallback((patch: Record<string, Draft>) => {
    isTouched.current = true
    setValues((before) => ({ ...before, ...patch }))
    if (SECRETS.some((name) => patch[name])) setSecretLost(false)
    setErrors((before) => {
      const stale = Object.keys(before).filter((path) => (path.split('.')[0] ?? '') in patch)
      return stale.length
        ? Object.fromEntries(Object.entries(before).filter(([path]) => !stale.includes(path)))
        : before
    })
  }, [])

  // Fields of another service that are still typed are not this one's to send.
  const input = useMemo(() => inputOf(fields ?? [], onlyFitting(fields ?? [], values)), [fields, values])
  const whole = useMemo(() => withDefaults(fields ?? [], input), [fields, input])
  const rules = useMemo(() => (schema ? rulesOf(schema) : []), [schema])
  const sent = useMemo(
    () =>
      Object.fromEntries(
        Object.entries(input).filter(([name]) => mayBeGiven(rules, name, whole) && hasUse(name, whole)),
      ),
    [input, rules, whole],
  )

  /** Everything that the schema refuses, by its path in the form. */
  const check = useCallback((): Record<string, string> => {
    const missing = Object.fromEntries(
      ['service', 'accountId', 'region'].flatMap((name) => (textIn(values, name) ? [] : [[name, required]])),
    )
    if (!schema || !fields) return missing
    const network: Record<string, string> =
      networkOf(fields, values) === 'vpc' && !textIn(values, 'vpcId') ? { vpcId: required } : {}
    const lost: Record<string, string> =
      isSecretLost && fields.some(({ name }) => name === 'password') ? { password: again } : {}
    const parsed = schema.safeParse(sent)
    const refused = parsed.success ? {} : fieldsOf(parsed.error.issues, sent)
    return {
      ...missing,
      ...network,
      ...lost,
      ...Object.fromEntries(
        Object.entries(refused).map(([path, field]) => [
          pathInDraft(fields, values, path),
          wrong(path, field, fieldAt(fields, path)),
        ]),
      ),
    }
  }, [schema, fields, sent, values, wrong, isSecretLost, required, again])

  return {
    values,
    change,
    errors,
    setErrors,
    check,
    service,
    fields,
    rules,
    /** As it would be sent: with values that stand for what is not given. */
    whole,
    sent,
    loadError,
    retry,
    /** It was read from what the browser kept. */
    isRestored: kept !== undefined,
    isSecretLost,
    forgoSecret: () => {
      isTouched.current = true
      setSecretLost(false)
    },
    discard: () => {
      isTouched.current = false
      dropDraft(browserStore(), key)
    },
  }
}
export type CreateForm = ReturnType<typeof useCreateForm>

function browserStore(): Storage | undefined {
  try {
    return window.localStorage
  } catch {
    return undefined // the browser was told to keep nothing
  }
}

/** Choices of another service's field by the same name are left out: they would be sent as nobody chose them. */
function onlyFitting(fields: readonly FieldModel[], values: DraftObject): DraftObject {
  return Object.fromEntries(
    Object.entries(values).filter(([name, value]) => {
      if (OWN.includes(name)) return false
      const control = fields.find((field) => field.name === name)?.control
      return !(control?.kind === 'choice' && !control.values.some((one) => String(one) === value))
    }),
  )
}
