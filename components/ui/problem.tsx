'use client'

import { useTranslations } from 'next-intl'
import { type ReactNode, useCallback } from 'react'
import { conditionInWords, type FieldNames } from '@/lib/explorer/condition'
import { ApiProblem, Cancelled, Misunderstood, Unreachable } from '@/lib/queries/problem'
import { Banner } from './banner'

/** Stands for a number that the answer did not bring; texts have a wording for it. */
const UNSAID = { tries: -1, minutes: -1, min: -1, max: -1, needed: 'other' }

/** Slips of typing: nothing failed, so there is no request to quote. */
const OWN_SLIPS: ReadonlySet<string> = new Set([
  'bad-input',
  'bad-query',
  'conflict-exists',
  'password-too-common',
  'password-wrong',
  'sign-in-failed',
])

export interface ProblemText {
  /** What happened. */
  what: string
  /** Whose fault it is and what to do. */
  remedy: string
  /** Our request id, to quote. */
  requestId?: string
  /** What the cloud itself said, when it said no: code, text and its own request id. */
  cloud?: { code: string | null; message: string | null; requestId: string | null }
}

/** Turns whatever a query or a save threw into words of the user's language. */
export function useProblemText(): (error: unknown) => ProblemText {
  const t = useTranslations('problems')
  const words = (key: string, params: Record<string, string | number> = {}) => {
    const base = t.has(`${key}.what`) ? key : 'codes.unknown'
    const values = { ...UNSAID, ...params }
    return { what: t(`${base}.what`, values), remedy: t(`${base}.do`, values) }
  }
  return (error) => {
    if (error instanceof Unreachable) return words('codes.unreachable')
    if (error instanceof Cancelled) return words('provider.cancelled')
    if (error instanceof Misunderstood) return words('codes.misunderstood')
    if (!(error instanceof ApiProblem)) return words('codes.unknown')
    const { code, params, requestId, provider } = error.problem
    const text = provider ? words(`provider.${provider.kind}`) : words(`codes.${code}`, params)
    return { ...text, requestId: OWN_SLIPS.has(code) ? undefined : requestId, cloud: provider }
  }
}

/** What is kept of a call to a cloud that failed. */
interface Said {
  kind: string
  code: string | null
  message: string | null
}

/** What a cloud said when a call failed, with its code; where it said nothing, what happened, in our words. */
export function useSaidText(): (failure: Said) => string {
  const t = useTranslations('problems')
  return useCallback(
    ({ kind, code, message }) => {
      const said = [message, code].filter(Boolean).join(' · ')
      return said || t(t.has(`provider.${kind}.what`) ? `provider.${kind}.what` : 'codes.unknown.what')
    },
    [t],
  )
}

type Params = Record<string, string | number>

/**
 * The words for one refused field: its path in dots, the code of `problems.fields`, and what fills it. With `names`
 * other fields are called what the form calls them; without, as the cloud does.
 */
export function useFieldWords(names?: FieldNames): (path: string, code: string, params?: Params) => string {
  const t = useTranslations('problems')
  const named = (params: Params): Params => {
    if (!names) return params
    const { condition, fields } = params
    return {
      ...params,
      ...(typeof condition === 'string' && {
        condition: conditionInWords(condition, names, t('is'), t('or')).join(t('and')),
      }),
      ...(typeof fields === 'string' && { fields: fields.split(', ').map(names.field).join(t('and')) }),
    }
  }
  return (path, code, given = {}) => {
    const params = named(given)
    const own = `invalidAt.${path.split('.')[0]}`
    if (code === 'invalid' && t.has(own)) return t(own)
    return t(t.has(`fields.${code}`) ? `fields.${code}` : 'fields.invalid', { ...UNSAID, ...params })
  }
}

/** The words for each refused field of a problem: path in dots -> text. */
export function useFieldErrors(names?: FieldNames): (error: unknown) => Record<string, string> {
  const words = useFieldWords(names)
  return (error) => {
    if (!(error instanceof ApiProblem)) return {}
    const fields = Object.entries(error.problem.fields ?? {})
    return Object.fromEntries(fields.map(([path, { code, params }]) => [path, words(path, code, params)]))
  }
}

/** What failed, whose fault, what to do, and the request ids to quote. */
export function ProblemBanner({
  error,
  actions,
  className,
  isLost,
}: {
  error: unknown
  /** A write that may have been done: it must not be told to be tried again. */
  isLost?: boolean
  actions?: ReactNode
  className?: string
}) {
  const t = useTranslations('problems')
  const { what, remedy, requestId, cloud } = useProblemText()(error)
  return (
    <Banner tone="danger" role="alert" title={what} actions={actions} className={className}>
      {isLost ? t('lost') : remedy}{' '}
      {cloud?.message && (
        <>
          {t('said', { message: cloud.message })} {cloud.code && <code>{cloud.code}</code>}{' '}
          {cloud.requestId && t('cloudRequest', { id: cloud.requestId })}{' '}
        </>
      )}
      {requestId && <span className="text-muted">{t('request', { id: requestId })}</span>}
    </Banner>
  )
}
