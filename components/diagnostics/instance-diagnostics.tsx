'use client'

import './diagnostics.css'
import { useSearchParams } from 'next/navigation'
import { useTranslations } from 'next-intl'
import type { Instance } from '@/lib/model/instance'
import { Keys } from './keys'
import { Nodes } from './nodes'
import { Work } from './work'

const VIEWS = ['nodes', 'keys', 'tasks'] as const
type View = (typeof VIEWS)[number]

/** How an instance is laid out, what is in it, and what its cloud does with it. What is looked at stands in the address. */
export function InstanceDiagnostics({ row }: { row: Instance }) {
  const t = useTranslations('diagnostics')
  const asked = useSearchParams().get('view')
  const view: View = VIEWS.find((one) => one === asked) ?? 'nodes'
  return (
    <div>
      <div className="px-gut pt-3">
        <fieldset className="seg" aria-label={t('views')}>
          {VIEWS.map((one) => (
            <button key={one} type="button" aria-pressed={view === one} onClick={() => open(one)}>
              {t(`view.${one}`)}
            </button>
          ))}
        </fieldset>
      </div>
      {view === 'nodes' && <Nodes row={row} />}
      {view === 'keys' && <Keys row={row} />}
      {view === 'tasks' && <Work row={row} />}
    </div>
  )
}

function open(view: View) {
  const next = new URLSearchParams(location.search)
  next.delete('report')
  if (view === 'nodes') next.delete('view')
  else next.set('view', view)
  history.pushState(null, '', `${location.pathname}?${next}`)
}
