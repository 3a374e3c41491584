'use client'
import { useQueryClient } from '@tanstack/react-query'
import { useRouter } from 'next/navigation'
import { useTranslations } from 'next-intl'
import { useState } from 'react'
import { keepPick } from '@/components/batches/pick'
import type { Selection } from '@/components/data-table/selection'
import { compareHref, MOST_COMPARED } from '@/components/monitoring/compared'
import { useMe } from '@/components/shell/shell-context'
import { Button } from '@/components/ui/button'
import { useProblemText } from '@/components/ui/problem'
import { toast } from '@/components/ui/toast'
import { formatNumber } from '@/lib/i18n/format'
import type { Instance } from '@/lib/model/instance'
import { type Search, windowQuery } from '@/lib/queries/instances'
import { CHUNK_ROWS, csvColumns, csvOf, fetchChosen, saveFile, withCosts } from './export'
import { endpointText, mainEndpoint } from './facts'

/** As many as a batch takes; the model's own number would bring its schemas into the list. */
const MOST_ROWS = 200

interface BulkBarProps {
  selection: Selection
  count: number
  search: Search
  columns: readonly string[]
  onClear(): void
}

/** What can be done with the chosen rows. */
export function BulkBar({ selection, count, search, columns, onClear }: BulkBarProps) {
  const t = useTranslations('instances')
  const client = useQueryClient()
  const problem = useProblemText()
  const [busy, setBusy] = useState<string>()
  const router = useRouter()
  const { role } = useMe()
  const waiting = selection.kind === 'all' ? t('bulk.naming') : undefined

  async function run(name: string, act: (rows: Instance[]) => Promise<void> | void) {
    if (selection.kind === 'all') return
    setBusy(name)
    try {
      const rows = await fetchChosen(selection.ids, (offset) =>
        client.fetchQuery(windowQuery(search, offset, CHUNK_ROWS)),
      )
      await act(rows)
    } catch (error) {
      const { what, remedy } = problem(error)
      toast({ tone: 'danger', title: what, text: remedy })
    } finally {
      setBusy(undefined)
    }
  }

  async function copy(lines: string[], done: string) {
    try {
      await navigator.clipboard.writeText(lines.join('\n'))
      toast({ tone: 'ok', title: done })
    } catch {
      toast({ tone: 'warn', title: t('bulk.noClipboard') })
    }
  }

  const copyEndpoints = (rows: Instance[]) => {
    const endpoints = rows.flatMap((row) => mainEndpoint(row) ?? []).map(endpointText)
    return copy(endpoints, t('bulk.endpointsCopied', { count: endpoints.length, all: rows.length }))
  }
  const button = (name: 'ids' | 'endpoints' | 'csv', act: (rows: Instance[]) => Promise<void> | void) => (
    <Button size="small" reason={waiting} sending={busy === name} onClick={() => run(name, act)}>
      {t(`bulk.${name}`)}
    </Button>
  )
  return (
    <section
      aria-label={t('bulk.label')}
      data-bulk-bar=""
      className="flex min-h-[42px] flex-none flex-wrap items-center gap-2 border-border-strong border-t bg-surface px-gut py-1.5 shadow-[0_-6px_16px_rgb(15_25_35/0.05)]"
    >
      <span className="font-semibold" role="status">
        {t('bulk.count', { count, number: formatNumber(count) })}
      </span>
      <span className="flex-1" />
      <Button
        size="small"
        variant="primary"
        reason={
          role === 'viewer'
            ? t('bulk.viewer')
            : waiting || (count > MOST_ROWS && t('bulk.tooMany', { most: MOST_ROWS }))
        }
        onClick={() => {
          if (selection.kind === 'some') router.push(`/changes/batch?pick=${keepPick([...selection.ids])}`)
        }}
      >
        {t('bulk.change')}
      </Button>
      <Button
        size="small"
        reason={waiting || (count > MOST_COMPARED && t('bulk.tooMany', { most: MOST_COMPARED }))}
        onClick={() => selection.kind === 'some' && router.push(compareHref([...selection.ids]))}
      >
        {t('bulk.compare')}
      </Button>
      {button('ids', (rows) =>
        copy(
          rows.map(({ key }) => key.id),
          t('bulk.idsCopied', { count: rows.length }),
        ),
      )}
      {button('endpoints', copyEndpoints)}
      {button('csv', async (rows) => {
        const wanted = csvColumns(columns)
        saveFile(`instances-${new Date().toISOString().slice(0, 10)}.csv`, csvOf(await withCosts(rows, wanted), wanted))
      })}
      <Button size="small" variant="quiet" onClick={onClear}>
        {t('bulk.clear')} <kbd>Esc</kbd>
      </Button>
    </section>
  )
}
