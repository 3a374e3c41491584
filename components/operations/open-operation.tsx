'use client'

import { useQuery } from '@tanstack/react-query'
import { useTranslations } from 'next-intl'
import { Banner } from '@/components/ui/banner'
import { Button } from '@/components/ui/button'
import { Skeleton } from '@/components/ui/skeleton'
import type { Entry } from '@/lib/explorer/entry'
import { loadTable } from '@/lib/explorer/tables'
import type { Kept } from './kept'
import { OperationView } from './operation-view'

interface OpenOperationProps {
  entry: Entry
  kept: Kept
  onHistory: () => void
}

/** The chosen operation, with the schemas of its service. */
export function OpenOperation({ entry, kept, onHistory }: OpenOperationProps) {
  const t = useTranslations('operations')
  const { data, error, refetch } = useQuery({
    queryKey: ['operation-table', entry.service],
    queryFn: () => loadTable(entry.service),
    staleTime: Number.POSITIVE_INFINITY,
    gcTime: Number.POSITIVE_INFINITY,
    // Schemas are no plain data: nothing in them may be compared or copied.
    structuralSharing: false,
  })
  const operation = data?.operations.find(({ name }) => name === entry.name)
  if (data && operation) {
    return (
      <OperationView
        key={`${entry.service}/${entry.name}`}
        operation={operation}
        table={data}
        kept={kept}
        onHistory={onHistory}
      />
    )
  }
  return (
    <div className="px-gut py-3.5">
      {error ? (
        <Banner
          tone="danger"
          role="alert"
          title={t('load.failed')}
          actions={<Button onClick={() => refetch()}>{t('load.again')}</Button>}
        >
          {t('load.why')}
        </Banner>
      ) : (
        <Skeleton widths={[220, 90]} rows={9} />
      )}
    </div>
  )
}
