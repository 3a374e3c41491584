'use client'

import { useQuery, useQueryClient } from '@tanstack/react-query'
import Link from 'next/link'
import { useRouter, useSearchParams } from 'next/navigation'
import { useTranslations } from 'next-intl'
import { useCallback, useDeferredValue, useState } from 'react'
import { useMe } from '@/components/shell/shell-context'
import { TemplatesLink, TemplateTools } from '@/components/templates/template-tools'
import { Button, buttonClass } from '@/components/ui/button'
import { Empty } from '@/components/ui/empty'
import { ProblemBanner } from '@/components/ui/problem'
import { Skeleton } from '@/components/ui/skeleton'
import { Moment } from '@/components/ui/time'
import type { Instance } from '@/lib/model/instance'
import type { InstanceParameters as Told } from '@/lib/model/parameter'
import type { ParameterSnapshot } from '@/lib/model/parameter-history'
import { type Refused, valuesToSet } from '@/lib/model/parameter-revert'
import { parametersQuery } from '@/lib/queries/instance-parameters'
import { snapshotQuery } from '@/lib/queries/parameters'
import { ParameterHistory } from './parameter-history'
import { ParameterTable } from './parameter-table'
import { PendingPanel } from './pending-panel'
import { RevertNote } from './revert-note'
import { proposedBy, useEdits } from './use-edits'

/** Parameters of an instance, asked of its cloud when the tab is opened: what they are, may be, and shall be. */
export function InstanceParameters({ row }: { row: Instance }) {
  const t = useTranslations('parameters')
  const { data, error, refetch, isFetching } = useQuery(parametersQuery(row.ref))
  if (error && !data) return <ProblemBanner error={error} className="m-gut" />
  if (!data) return <Skeleton widths={[220, 260, 160]} rows={10} />
  if (data.none !== null) {
    const { refusal } = data
    return (
      <Empty title={t(data.none === 'refused' ? 'none.notTold' : 'none.title')}>
        {t(`none.${data.none}`)}{' '}
        {refusal && (
          <span className="wrap-anywhere">{[refusal.message, refusal.code].filter(Boolean).join(' · ')}</span>
        )}
      </Empty>
    )
  }
  const asked = (
    <span className="-my-1 flex w-full flex-wrap items-center gap-x-2 text-muted text-sm">
      <span>
        {t.rich('asked', { time: () => <Moment at={data.at} style="seconds" />, sources: data.sources.join(', ') })}
      </span>
      <Button size="small" variant="quiet" icon="refresh" reading={isFetching} onClick={() => refetch()}>
        {t('again')}
      </Button>
      <TemplatesLink row={row} />
      {data.refused.map(({ operation, code, message }) => (
        <span key={operation} className="w-full wrap-anywhere">
          {t('refusedCall', { operation, said: [message, code].filter(Boolean).join(' · ') })}
        </span>
      ))}
    </span>
  )
  return (
    <>
      {/* What stands below is what was told before. */}
      {error ? <ProblemBanner error={error} className="mx-gut mt-2.5" /> : null}
      <Editor row={row} told={data} asked={asked} />
    </>
  )
}

interface Reverted {
  of: { at: string } | { template: string }
  count: number
  same: number
  refused: Refused[]
}

function Editor({ row, told, asked }: { row: Instance; told: Told; asked: React.ReactNode }) {
  const t = useTranslations('parameters')
  const { role } = useMe()
  const router = useRouter()
  const client = useQueryClient()
  const search = useSearchParams()
  const { typed, edits, edit, editAll, clear } = useEdits(told.parameters, () =>
    role === 'viewer' ? {} : proposedBy(search, told.parameters),
  )
  const [reverting, setReverting] = useState<number>()
  const [reverted, setReverted] = useState<Reverted>()
  const [problem, setProblem] = useState<unknown>()
  // The value that is typed is painted first; what follows from it comes after.
  const listed = useDeferredValue(edits)
  const undoAll = useCallback(() => {
    clear()
    setReverted(undefined)
  }, [clear])
  const isViewer = role === 'viewer'
  const isPast = search.get('view') === 'history'
  const here = (view?: { name?: string }) =>
    `/instances/${encodeURIComponent(row.ref)}?${new URLSearchParams({ tab: 'parameters', ...(view && { view: 'history', ...view }) })}`
  const put = (of: Reverted['of'], values: Readonly<Record<string, string | null>>) => {
    const { set, refused, same } = valuesToSet(told.parameters, values)
    editAll(set)
    setReverted({ of, count: Object.keys(set).length, same, refused })
  }
  const revert = async (snapshot: ParameterSnapshot) => {
    if (reverting !== undefined) return
    setReverting(snapshot.id)
    setProblem(undefined)
    try {
      const { values } = await client.fetchQuery(snapshotQuery(row.ref, snapshot.id))
      put({ at: snapshot.at }, values)
      router.replace(here(), { scroll: false })
    } catch (error) {
      setProblem(error)
    } finally {
      setReverting(undefined)
    }
  }
  const views = (
    <nav aria-label={t('views')} className="flex gap-1">
      <Link
        href={isPast ? here() : here({})}
        className={buttonClass({ size: 'small', variant: isPast ? 'default' : 'quiet' })}
        replace
        scroll={false}
      >
        {t(isPast ? 'history.back' : 'history.open')}
      </Link>
    </nav>
  )
  return (
    <div className="grid min-h-full grid-cols-[minmax(0,1fr)] content-start desk:grid-cols-[minmax(0,1fr)_316px] desk:content-stretch">
      {isPast ? (
        <div className="min-w-0">
          <div className="flex px-gut pt-2.5">{views}</div>
          {problem ? <ProblemBanner error={problem} className="mx-gut mt-2" /> : null}
          <ParameterHistory
            reference={row.ref}
            name={search.get('name') ?? undefined}
            href={here}
            readOnly={isViewer}
            reverting={reverting}
            onRevert={revert}
          />
        </div>
      ) : (
        <div className="min-w-0">
          {reverted && <RevertNote {...reverted} onClose={() => setReverted(undefined)} />}
          <ParameterTable
            parameters={told.parameters}
            typed={typed}
            readOnly={isViewer}
            onEdit={edit}
            asked={
              <>
                {views}
                <TemplateTools
                  row={row}
                  parameters={told.parameters}
                  onUse={({ name, values }) => put({ template: name }, values)}
                />
                {asked}
              </>
            }
            find={search.get('name') ?? ''}
            pastOf={row.ref}
          />
        </div>
      )}
      <PendingPanel row={row} edits={listed} resets={told.resets} onEdit={edit} onClear={undoAll} />
    </div>
  )
}
