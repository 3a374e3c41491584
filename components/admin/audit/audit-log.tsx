'use client'

import { useInfiniteQuery } from '@tanstack/react-query'
import { useTranslations } from 'next-intl'
import { Paged } from '@/components/list/paged'
import { useAddressFilters } from '@/components/list/use-address-filters'
import { Page } from '@/components/shell/page'
import { Button, buttonClass } from '@/components/ui/button'
import { Empty } from '@/components/ui/empty'
import { Icon } from '@/components/ui/icon'
import type { Tone } from '@/components/ui/shape'
import { State } from '@/components/ui/status'
import { Moment } from '@/components/ui/time'
import type { AuditEntry } from '@/lib/model/audit'
import { auditCsvAddress, auditQuery } from '@/lib/queries/audit'
import { AuditDetails } from './audit-details'
import { AuditFilterBar, FILTER_NAMES } from './audit-filters'
import { useActionWord, useEntryNames } from './use-action-word'

export const OUTCOME_TONES: Record<AuditEntry['outcome'], Tone> = {
  succeeded: 'ok',
  failed: 'danger',
  denied: 'warn',
  unknown: 'unk',
  started: 'prog',
}

/** Who did what, newest first. Filters and the open entry stand in the address. */
export function AuditLog() {
  const t = useTranslations('admin.audit')
  const { filters, go, valueOf } = useAddressFilters(FILTER_NAMES)
  const chosen = Number(valueOf('entry')) || null
  const query = useInfiniteQuery(auditQuery(filters))
  const { data } = query
  const entries = data?.pages.flatMap((page) => page.items) ?? []
  const open = entries.find((entry) => entry.seq === chosen)
  const backwards = Boolean(filters.from && filters.to && filters.from > filters.to)
  const total = data?.pages[0]?.total

  return (
    <Page
      title={t('title')}
      crumbs={[{ label: t('title') }]}
      scroll={false}
      meta={total !== undefined && <span>{t.rich('entries', { count: total, b: (text) => <b>{text}</b> })}</span>}
      actions={
        <a className={buttonClass({ variant: 'quiet' })} href={auditCsvAddress(filters)} download>
          <Icon name="download" /> CSV
        </a>
      }
    >
      <AuditFilterBar filters={filters} actions={data?.pages[0]?.actions ?? []} onChange={go} />
      <div className="flex min-h-0 flex-1 border-border border-t">
        <div className={`min-w-0 flex-1 overflow-auto ${open ? 'max-wide:hidden' : ''}`}>
          <Paged
            query={query}
            isEmpty={entries.length === 0}
            older={t('older')}
            empty={
              <Empty
                title={t('none')}
                action={
                  Object.keys(filters).length > 0 && (
                    <Button onClick={() => go(Object.fromEntries(FILTER_NAMES.map((name) => [name, null])))}>
                      {t('clear')}
                    </Button>
                  )
                }
              >
                {backwards ? t('backwards') : t('noneText')}
              </Empty>
            }
          >
            <table className="tbl dense">
              <thead>
                <tr>
                  <th>{t('at')}</th>
                  <th>{t('who')}</th>
                  <th>{t('what')}</th>
                  <th className="max-wide:hidden">{t('target')}</th>
                  <th className="max-wide:hidden">{t('outcome')}</th>
                  <th className={open ? 'hidden' : 'max-desk:hidden'}>{t('address')}</th>
                  <th className={open ? 'hidden' : 'max-desk:hidden'}>{t('request')}</th>
                </tr>
              </thead>
              <tbody>
                {entries.map((entry) => (
                  <EntryRow
                    key={entry.seq}
                    entry={entry}
                    narrow={Boolean(open)}
                    chosen={entry.seq === chosen}
                    onOpen={() => go({ entry: entry.seq === chosen ? null : String(entry.seq) })}
                  />
                ))}
              </tbody>
            </table>
          </Paged>
        </div>
        {open && <AuditDetails entry={open} onClose={() => go({ entry: null })} />}
      </div>
    </Page>
  )
}

interface EntryRowProps {
  entry: AuditEntry
  narrow: boolean
  chosen: boolean
  onOpen: () => void
}

function EntryRow({ entry, narrow, chosen, onOpen }: EntryRowProps) {
  const t = useTranslations('admin.audit')
  const wordOf = useActionWord()
  const { actor, target } = useEntryNames()(entry)
  return (
    <tr aria-selected={chosen} data-link="true" onClick={onOpen} className="max-wide:[&>td]:py-2">
      <td className="whitespace-nowrap text-muted">
        <Moment at={entry.at} style="seconds" />
      </td>
      <td className="max-w-[200px] truncate">{actor}</td>
      <td>
        <button
          type="button"
          className="linkbtn text-start text-text"
          aria-expanded={chosen}
          onClick={(event) => {
            event.stopPropagation()
            onOpen()
          }}
        >
          {wordOf(entry.action) ?? <code>{entry.action}</code>}
        </button>
        <span className="grid wide:hidden">
          {target && <span className="text-text-2 text-sm wrap-anywhere">{target}</span>}
          {entry.outcome !== 'succeeded' && (
            <State tone={OUTCOME_TONES[entry.outcome]}>{t(`outcomes.${entry.outcome}`)}</State>
          )}
        </span>
      </td>
      <td className="max-w-[240px] truncate text-text-2 max-wide:hidden">{target}</td>
      <td className="max-wide:hidden">
        <State tone={OUTCOME_TONES[entry.outcome]}>{t(`outcomes.${entry.outcome}`)}</State>
      </td>
      <td className={`text-muted ${narrow ? 'hidden' : 'max-desk:hidden'}`}>
        <code>{entry.address}</code>
      </td>
      <td className={`whitespace-nowrap text-muted ${narrow ? 'hidden' : 'max-desk:hidden'}`}>
        <code>{entry.requestId}</code>
      </td>
    </tr>
  )
}
