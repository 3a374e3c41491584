'use client'

import { useQuery } from '@tanstack/react-query'
import { useTranslations } from 'next-intl'
import { useMe } from '@/components/shell/shell-context'
import { Button } from '@/components/ui/button'
import { Empty } from '@/components/ui/empty'
import { ProblemBanner } from '@/components/ui/problem'
import { Skeleton } from '@/components/ui/skeleton'
import { Moment } from '@/components/ui/time'
import type { Instance } from '@/lib/model/instance'
import type { InstanceParameters as Told } from '@/lib/model/parameter'
import { parametersQuery } from '@/lib/queries/parameters'
import { ParameterTable } from './parameter-table'
import { PendingPanel } from './pending-panel'
import { useEdits } from './use-edits'

/** Parameters of an instance, asked of its cloud when the tab is opened: what they are, may be, and shall be. */
export function InstanceParameters({ row }: { row: Instance }) {
  const t = useTranslations('parameters')
  const { data, error, refetch, isFetching } = useQuery(parametersQuery(row.ref))
  if (error && !data) return <ProblemBanner error={error} className="m-gut" />
  if (!data) return <Skeleton widths={[220, 260, 160]} rows={10} />
  if (data.none !== null) {
    const { refusal } = data
    return (
      <Empty title={t('none.title')}>
        {t(`none.${data.none}`)}{' '}
        {refusal && (
          <span className="wrap-anywhere">{[refusal.message, refusal.code].filter(Boolean).join(' · ')}</span>
        )}
      </Empty>
    )
  }
  const asked = (
    <span className="flex flex-wrap items-center gap-x-2 text-muted text-sm">
      <span>
        {t.rich('asked', { time: () => <Moment at={data.at} style="seconds" />, sources: data.sources.join(', ') })}
      </span>
      <Button size="small" variant="quiet" icon="refresh" sending={isFetching} onClick={() => refetch()}>
        {t('again')}
      </Button>
    </span>
  )
  return <Editor row={row} told={data} asked={asked} />
}

function Editor({ row, told, asked }: { row: Instance; told: Told; asked: React.ReactNode }) {
  const { role } = useMe()
  const { typed, edits, edit, clear } = useEdits(told.parameters)
  const isViewer = role === 'viewer'
  return (
    <div className="grid min-h-full grid-cols-[minmax(0,1fr)] content-start desk:grid-cols-[minmax(0,1fr)_316px] desk:content-stretch">
      <ParameterTable parameters={told.parameters} typed={typed} readOnly={isViewer} onEdit={edit} asked={asked} />
      <PendingPanel row={row} edits={edits} resets={told.resets} onEdit={edit} onClear={clear} />
    </div>
  )
}
