'use client'

import Link from 'next/link'
import { useTranslations } from 'next-intl'
import { useState } from 'react'
import { Parameters } from '@/components/operations/preview-box'
import { CopyButton } from '@/components/ui/copy'
import type { Change } from '@/lib/model/change'
import type { OperationPreview } from '@/lib/model/operation'
import { callHref } from './call-href'

const SHAPES = ['parameters', 'curl', 'json'] as const

/** The request as it will be sent, or was: parameters, a command line, and the plain data. */
export function RequestBox({ change }: { change: Change }) {
  const t = useTranslations('changes')
  const words = useTranslations('operations.preview')
  const [shape, setShape] = useState<(typeof SHAPES)[number]>('parameters')
  const { request } = change.plan
  const isOver = change.endedAt !== null || change.state === 'expired'
  const title = t(change.sentAt ? 'sentTitle' : isOver ? 'unsentTitle' : 'requestTitle')
  const text = shape === 'json' ? jsonOf(request) : request.curl
  return (
    <section className="border-border border-t px-4 py-3 first:border-t-0" aria-label={title}>
      <div className="mb-2 flex flex-wrap items-center justify-between gap-2">
        <h2 className="font-semibold">{title}</h2>
        <span className="flex items-center gap-1">
          {shape !== 'parameters' && <CopyButton text={text} what={shape === 'json' ? 'JSON' : 'curl'} />}
          <fieldset className="seg small">
            <legend className="sr-only">{words('as')}</legend>
            {SHAPES.map((one) => (
              <button key={one} type="button" aria-pressed={shape === one} onClick={() => setShape(one)}>
                {one === 'json' ? 'JSON' : words(one)}
              </button>
            ))}
          </fieldset>
        </span>
      </div>
      <div
        className="codebox border border-border bg-surface"
        tabIndex={0}
        role="region"
        aria-label={t('requestParts')}
      >
        {shape === 'parameters' ? (
          <>
            <p className="pb-1 wrap-anywhere">
              <code>{change.operation}</code>
            </p>
            <Parameters preview={request} />
          </>
        ) : (
          <code className="block whitespace-pre-wrap wrap-anywhere">{text}</code>
        )}
      </div>
      <p className="hint mt-1">{t(isOver && !change.sentAt ? 'unsentNote' : 'frozen')}</p>
      {change.action === 'call' && (
        <p className="mt-1.5 text-sm">
          <Link href={callHref(change)} prefetch={false}>
            {t('toExplorer')}
          </Link>
        </p>
      )}
    </section>
  )
}

const pairs = (parts: OperationPreview['query']) => Object.fromEntries(parts.map(({ name, value }) => [name, value]))

function jsonOf({ method, url, query, form, body }: OperationPreview): string {
  return JSON.stringify(
    {
      method,
      url,
      ...(query.length > 0 ? { query: pairs(query) } : {}),
      ...(form.length > 0 ? { form: pairs(form) } : {}),
      ...(body === null ? {} : { body: parsed(body) }),
    },
    null,
    2,
  )
}

function parsed(body: string): unknown {
  try {
    return JSON.parse(body)
  } catch {
    return body
  }
}
