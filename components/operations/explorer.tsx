'use client'

import { usePathname } from 'next/navigation'
import { useTranslations } from 'next-intl'
import { useState } from 'react'
import { useTrail } from '@/components/shell/trail'
import { useLang } from '@/components/ui/badge'
import { Empty } from '@/components/ui/empty'
import { findOperation } from '@/lib/catalog'
import { SERVICES } from '@/lib/model/service'
import { HistoryDialog } from './history'
import { OperationList } from './operation-list'
import { OperationView } from './operation-view'

/** Every operation at the left, the chosen one beside it. The address says which, and fills its form. */
export function Explorer() {
  const t = useTranslations('operations')
  const locale = useLang()
  const [, , service, action] = usePathname().split('/')
  const named = service !== undefined && action !== undefined
  const operation = named ? findOperation(service, decodeURIComponent(action)) : undefined
  const [isHistoryOpen, setHistoryOpen] = useState(false)
  useTrail([
    { label: t('title'), href: operation ? '/operations' : undefined },
    ...(operation ? [{ label: SERVICES[operation.service][locale] }, { label: operation.name }] : []),
  ])
  return (
    <div className="grid min-h-0 flex-1 grid-cols-[minmax(0,1fr)] wide:grid-cols-[260px_minmax(0,1fr)] full:grid-cols-[300px_minmax(0,1fr)_minmax(0,428px)]">
      <title>{`${operation?.name ?? t('title')} · Quarterdeck`}</title>
      <OperationList current={operation} className={named ? 'hidden wide:flex' : ''} />
      {operation ? (
        <OperationView
          key={`${operation.service}/${operation.name}`}
          operation={operation}
          onHistory={() => setHistoryOpen(true)}
        />
      ) : (
        <div className={named ? '' : 'hidden wide:block'}>
          <Empty title={named ? t('unknown.title', { name: action }) : t('none.title')}>
            {named ? t('unknown.why') : t('none.why')}
          </Empty>
        </div>
      )}
      {isHistoryOpen && <HistoryDialog onClose={() => setHistoryOpen(false)} />}
    </div>
  )
}
