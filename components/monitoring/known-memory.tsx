'use client'

import { useQuery } from '@tanstack/react-query'
import { useTranslations } from 'next-intl'
import { Moment } from '@/components/ui/time'
import { formatMemory, measureText } from '@/lib/i18n/format'
import type { Instance } from '@/lib/model/instance'
import { topologyQuery } from '@/lib/queries/diagnostics'

/** What is known of its memory without metrics: how much is in use, of what, and when its cloud said so. */
export function KnownMemory({ row, asksNodes = false }: { row: Instance; asksNodes?: boolean }) {
  const t = useTranslations('monitoring')
  const nodes = useNodesMemory(row.ref, asksNodes && row.usedMemoryMb === null)
  const memory = (mb: number) => measureText(formatMemory(mb))
  if (nodes === 'asking') return <span role="status">{t('usedAsking')}</span>
  const used = row.usedMemoryMb ?? nodes?.usedMb ?? null
  if (used === null) return t('usedUnknown')
  const seenAt = nodes?.at ?? row.seenAt
  const said = t.rich('used', {
    b: (words) => <b>{words}</b>,
    used: memory(used),
    whole: row.memoryMb === null ? t('unknownSize') : memory(row.memoryMb),
    time: () => <Moment at={seenAt} style="seconds" />,
  })
  return nodes === null ? (
    said
  ) : (
    <>
      {said} <span className="text-muted">{t('usedOfNodes', { count: nodes.count })}</span>
    </>
  )
}

/** The memory that the master of each shard tells, together; null: not all of them tell it, or it is not asked. */
function useNodesMemory(
  ref: string,
  isAsked: boolean,
): { usedMb: number; count: number; at: string } | 'asking' | null {
  const { data, isPending } = useQuery({ ...topologyQuery(ref), enabled: isAsked })
  if (!isAsked) return null
  if (isPending) return 'asking'
  const masters = data?.nodes.filter(({ role }) => role === 'master') ?? []
  const told = masters.flatMap(({ usedMemoryMb }) => usedMemoryMb ?? [])
  if (!data || told.length === 0 || told.length < masters.length) return null
  return { usedMb: told.reduce((sum, mb) => sum + mb, 0), count: told.length, at: data.at }
}
