'use client'

import { useQuery } from '@tanstack/react-query'
import { useTranslations } from 'next-intl'
import { useLang } from '@/components/ui/badge'
import { Empty } from '@/components/ui/empty'
import { Failed } from '@/components/ui/failed'
import { ProblemBanner } from '@/components/ui/problem'
import { Skeleton } from '@/components/ui/skeleton'
import type { Instance } from '@/lib/model/instance'
import { PROVIDER_NAMES } from '@/lib/model/service'
import { findingsOf } from '@/lib/model/topology'
import { topologyQuery } from '@/lib/queries/diagnostics'
import { NodeFindings } from './node-findings'
import { NodePicture } from './node-picture'
import { NodeTable } from './node-table'
import { Refused } from './refused'
import { SourceLine } from './source-line'

/** The nodes of an instance as a picture by zone, and the same as a table. */
export function Nodes({ row }: { row: Instance }) {
  const t = useTranslations('diagnostics')
  const lang = useLang()
  const { data, error, refetch, isFetching } = useQuery(topologyQuery(row.ref))
  if (error && !data) return <Failed error={error} retry={() => refetch()} />
  if (!data) return <Skeleton widths={[160, 240, 120]} rows={8} />
  if (data.operations.length === 0)
    return <Empty title={t('noNodes.title')}>{t('noNodes.why', { cloud: PROVIDER_NAMES[row.provider][lang] })}</Empty>
  const findings = findingsOf(data.nodes)
  return (
    <div className="grid grid-cols-[minmax(0,1fr)] gap-3 px-gut py-3">
      {error ? <ProblemBanner error={error} /> : null}
      {data.missing.map(({ operation, ...missing }) => (
        <Refused key={operation} operation={operation} missing={missing} />
      ))}
      {data.nodes.length === 0 ? (
        data.missing.length === 0 && <p className="text-text-2">{t('nodesEmpty')}</p>
      ) : (
        <>
          <NodeFindings row={row} nodes={data.nodes} findings={findings} />
          <NodePicture nodes={data.nodes} instance={row.key.id} />
          <div>
            <h2 className="section-title flex flex-wrap items-baseline gap-x-2 pb-1.5">
              {t('nodeTable')} <small>{data.nodes.length}</small>
            </h2>
            <NodeTable nodes={data.nodes} instance={row.key.id} />
          </div>
        </>
      )}
      <SourceLine at={data.at} operations={data.operations} isReading={isFetching} onAgain={() => refetch()} />
    </div>
  )
}
