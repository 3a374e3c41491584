'use client'

import { useQuery } from '@tanstack/react-query'
import { useTranslations } from 'next-intl'
import { useEffect, useState } from 'react'
import { CopyButton } from '@/components/ui/copy'
import { cx } from '@/components/ui/cx'
import { ProblemBanner } from '@/components/ui/problem'
import type { CallPreview, OperationPreview, RequestPart } from '@/lib/model/operation'
import type { Operation } from '@/lib/operation'
import { previewQuery } from '@/lib/queries/operations'

const SETTLE_MS = 250
type Shape = 'parameters' | 'curl' | 'cli'

interface PreviewBoxProps {
  operation: Operation
  /** Undefined while there is nothing that could be sent. */
  accountId: string | undefined
  region: string
  input: Record<string, unknown>
  /** The first field that keeps it from being sent. */
  missing: string | undefined
}

/** What will be sent, live: made by the server with the very function that makes the request. */
export function PreviewBox({ operation, accountId, region, input, missing }: PreviewBoxProps) {
  const t = useTranslations('operations')
  const [shape, setShape] = useState<Shape>('parameters')
  const typed = JSON.stringify({ accountId: accountId ?? '', region, input })
  const settled = useSettled(typed)
  const isReady = accountId !== undefined && region !== ''
  const {
    data: made,
    error,
    isPlaceholderData,
  } = useQuery({
    ...previewQuery(operation, JSON.parse(settled)),
    enabled: isReady && JSON.parse(settled).accountId !== '',
    placeholderData: (before: CallPreview | undefined) => before,
  })
  // A request without the field that is wrong is another request: nobody may take it for theirs, let alone copy it.
  const data = isReady ? made : undefined
  const isOld = typed !== settled || isPlaceholderData
  const text = shape === 'curl' ? data?.curl : shape === 'cli' ? data?.cli?.text : undefined
  const copied = isOld ? undefined : text
  return (
    <section className="px-4 pt-3 pb-3 full:max-h-1/2 full:overflow-auto" aria-label={t('preview.title')}>
      <div className="mb-2 flex flex-wrap items-center justify-between gap-2">
        <h2 className="font-semibold">{t('preview.title')}</h2>
        <span className="flex items-center gap-1">
          {copied && <CopyButton text={copied} what={t(`preview.${shape}`)} />}
          <fieldset className="seg small">
            <legend className="sr-only">{t('preview.as')}</legend>
            {(['parameters', 'curl', 'cli'] as const).map((one) => (
              <button key={one} type="button" aria-pressed={shape === one} onClick={() => setShape(one)}>
                {one === 'cli' && data?.cli ? data.cli.tool : t(`preview.${one}`)}
              </button>
            ))}
          </fieldset>
        </span>
      </div>
      {isReady && error ? <ProblemBanner error={error} /> : null}
      {!isReady && (
        <p className="mb-2 text-muted text-sm" role="status">
          {missing ? t('preview.missing', { field: missing }) : t('preview.nothing')}
        </p>
      )}
      {data && (
        <div
          className={cx('codebox border border-border bg-surface', isOld && 'opacity-60')}
          tabIndex={0}
          role="region"
          aria-label={t(`preview.${shape}`)}
          aria-busy={isOld}
        >
          {shape === 'parameters' && <Parameters preview={data} />}
          {shape === 'curl' && <code className="block whitespace-pre-wrap wrap-anywhere">{data.curl}</code>}
          {shape === 'cli' && (
            <code className="block whitespace-pre-wrap wrap-anywhere">{data.cli?.text ?? t('preview.noCli')}</code>
          )}
        </div>
      )}
      {data && shape === 'curl' && <p className="hint mt-1">{t('preview.curlNote')}</p>}
      {data?.cli && shape === 'cli' && <p className="hint mt-1">{t('preview.cliNote')}</p>}
    </section>
  )
}

/** The parts of a request as they go over the wire; what is made when it is sent is said to be. */
export function Parameters({ preview }: { preview: OperationPreview }) {
  const t = useTranslations('operations')
  return (
    <>
      <p className="wrap-anywhere whitespace-normal">
        <span className="text-muted">{preview.method}</span> {preview.url}
      </p>
      <Parts parts={[...preview.query, ...preview.form]} />
      {preview.body !== null && (
        <pre className="mt-1 whitespace-pre-wrap wrap-anywhere text-accent">{pretty(preview.body)}</pre>
      )}
      <p className="mt-2 text-muted">{t('preview.headers')}</p>
      <Parts parts={preview.headers} />
    </>
  )
}

function Parts({ parts }: { parts: readonly RequestPart[] }) {
  const t = useTranslations('operations')
  if (parts.length === 0) return null
  return (
    <dl className="request">
      {parts.map(({ name, value, own }) => (
        <div key={name} className="contents">
          <dt>{name}</dt>
          <dd className={value === null ? 'later' : own ? 'own' : ''}>{value ?? t('preview.later')}</dd>
        </div>
      ))}
    </dl>
  )
}

function pretty(body: string): string {
  try {
    return JSON.stringify(JSON.parse(body), null, 2)
  } catch {
    return body
  }
}

/** A text once nobody has typed for a moment. */
function useSettled(text: string): string {
  const [settled, setSettled] = useState(text)
  useEffect(() => {
    const timer = setTimeout(() => setSettled(text), SETTLE_MS)
    return () => clearTimeout(timer)
  }, [text])
  return settled
}
