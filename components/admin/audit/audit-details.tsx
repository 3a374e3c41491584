'use client'

import Link from 'next/link'
import { useTranslations } from 'next-intl'
import { type ReactNode, useEffect } from 'react'
import { IconButton } from '@/components/ui/button'
import { CopyButton } from '@/components/ui/copy'
import { usePreferences } from '@/components/ui/preferences'
import { State } from '@/components/ui/status'
import { formatFull } from '@/lib/i18n/format'
import type { AuditEntry } from '@/lib/model/audit'
import { OUTCOME_TONES } from './audit-log'
import { useActionWord, useEntryNames } from './use-action-word'

/** Everything the log holds of one entry, beside the list. */
export function AuditDetails({ entry, onClose }: { entry: AuditEntry; onClose: () => void }) {
  const t = useTranslations('admin.audit')
  const ui = useTranslations('ui')
  const wordOf = useActionWord()
  const { actor, target } = useEntryNames()(entry)
  const { zone } = usePreferences()
  useEffect(() => {
    const key = (event: KeyboardEvent) => {
      if (event.key === 'Escape' && !event.defaultPrevented && !document.querySelector('dialog[open]')) onClose()
    }
    document.addEventListener('keydown', key)
    return () => document.removeEventListener('keydown', key)
  }, [onClose])
  const rows: [string, ReactNode][] = [
    [t('at'), formatFull(entry.at, zone)],
    [
      t('who'),
      <span key="who">
        {actor} {actor !== entry.actor.label && <code className="text-muted">{entry.actor.label}</code>}
      </span>,
    ],
    [
      t('what'),
      <span key="action">
        {wordOf(entry.action)} <code className="text-muted">{entry.action}</code>
      </span>,
    ],
    [
      t('target'),
      target && (
        <span key="target">
          {target} {entry.instance && <code className="text-muted wrap-anywhere">{entry.target}</code>}{' '}
          {entry.changeId && (
            <Link href={`/changes/${entry.changeId}`} prefetch={false}>
              {t('toChange')}
            </Link>
          )}
        </span>
      ),
    ],
    [
      t('outcome'),
      <State key="outcome" tone={OUTCOME_TONES[entry.outcome]}>
        {t(`outcomes.${entry.outcome}`)}
      </State>,
    ],
    [t('address'), entry.address && <code key="address">{entry.address}</code>],
    [t('account'), entry.accountId && <code key="account">{entry.accountId}</code>],
    [
      t('request'),
      <span key="request">
        <code>{entry.requestId}</code> <CopyButton text={entry.requestId} what={t('request')} />
      </span>,
    ],
    [t('cloudRequest'), entry.providerRequestId && <code key="cloud">{entry.providerRequestId}</code>],
    [
      t('hash'),
      <code key="hash" className="break-all">
        {entry.hash}
      </code>,
    ],
  ]
  const details = JSON.stringify(entry.details, null, 2)
  return (
    <aside
      className="flex w-[416px] flex-none flex-col overflow-auto border-border border-l max-wide:w-full"
      aria-label={t('entry', { seq: entry.seq })}
    >
      <div className="flex items-center justify-between px-4 pt-3 pb-2">
        <h2 className="font-semibold text-lg">{t('entry', { seq: entry.seq })}</h2>
        <IconButton icon="close" label={ui('close')} onClick={onClose} />
      </div>
      <dl className="kv px-4 pb-3">
        {rows
          .filter(([, value]) => value)
          .map(([name, value]) => (
            <div key={name} className="contents">
              <dt>{name}</dt>
              <dd>{value}</dd>
            </div>
          ))}
      </dl>
      {details !== '{}' && (
        <section className="grid gap-1.5 border-border border-t px-4 py-3">
          <h3 className="font-semibold text-sm">{t('details')}</h3>
          <pre className="codebox" tabIndex={0}>
            {details}
          </pre>
        </section>
      )}
    </aside>
  )
}
