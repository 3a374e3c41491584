'use client'

import dynamic from 'next/dynamic'
import { usePathname } from 'next/navigation'
import { useTranslations } from 'next-intl'
import { type ReactNode, useEffect, useState } from 'react'
import { useTrail } from '@/components/shell/trail'
import { useLang } from '@/components/ui/badge'
import { Empty } from '@/components/ui/empty'
import { Skeleton } from '@/components/ui/skeleton'
import type { Entry } from '@/lib/explorer/entry'
import { loadTable } from '@/lib/explorer/tables'
import { SERVICES } from '@/lib/model/service'
import { Kept } from './kept'
import { OperationList } from './operation-list'

/** Forms and schemas come after the page, and only those of the service whose operation is opened. */
const OpenOperation = dynamic(() => import('./open-operation').then((module) => module.OpenOperation), {
  ssr: false,
  loading: () => (
    <div className="px-gut py-3.5">
      <Skeleton widths={[220, 90]} rows={9} />
    </div>
  ),
})
const HistoryDialog = dynamic(() => import('./history').then((module) => module.HistoryDialog), { ssr: false })

interface ExplorerPageProps {
  entries: readonly Entry[]
  children: ReactNode
}

/** Every operation at the left, the chosen one beside it. The address says which, and fills its form. */
export function ExplorerPage({ entries, children }: ExplorerPageProps) {
  const t = useTranslations('operations')
  const locale = useLang()
  const [, , service, part] = usePathname().split('/')
  const action = part === undefined ? undefined : decoded(part)
  const isNamed = service !== undefined && action !== undefined
  const entry = entries.find((one) => one.service === service && one.name === action)
  const [kept] = useState(() => new Kept())
  const [isHistoryOpen, setHistoryOpen] = useState(false)
  const opened = entry?.service
  useEffect(() => {
    // Beside the form's own code, not after it. What fails here is asked for again, and told, where it is needed.
    if (opened) loadTable(opened).catch(() => {})
  }, [opened])
  useTrail([
    { label: t('title'), href: entry ? '/operations' : undefined },
    ...(entry ? [{ label: SERVICES[entry.service][locale] }, { label: entry.name }] : []),
  ])
  return (
    <div className="grid min-h-0 flex-1 grid-cols-[minmax(0,1fr)] wide:grid-cols-[260px_minmax(0,1fr)] full:grid-cols-[300px_minmax(0,1fr)_minmax(0,428px)]">
      <title>{`${entry?.name ?? t('title')} · Quarterdeck`}</title>
      <OperationList entries={entries} current={entry} className={isNamed ? 'hidden wide:flex' : ''} />
      {entry ? (
        <OpenOperation entry={entry} kept={kept} onHistory={() => setHistoryOpen(true)} />
      ) : (
        <div className={isNamed ? '' : 'hidden wide:block'}>
          <Empty title={isNamed ? t('unknown.title', { name: action }) : t('none.title')}>
            {isNamed ? t('unknown.why') : t('none.why')}
          </Empty>
        </div>
      )}
      {isHistoryOpen && <HistoryDialog onClose={() => setHistoryOpen(false)} />}
      {children}
    </div>
  )
}

/** A part of an address as it was meant; as it stands when somebody mistyped its escapes. */
function decoded(part: string): string {
  try {
    return decodeURIComponent(part)
  } catch {
    return part
  }
}
