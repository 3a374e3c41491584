'use client'

import { useQuery } from '@tanstack/react-query'
import Link from 'next/link'
import { useTranslations } from 'next-intl'
import { useState } from 'react'
import { STATE_TONES } from '@/components/changes/words'
import { Dialog } from '@/components/ui/dialog'
import { ProblemBanner } from '@/components/ui/problem'
import type { Tone } from '@/components/ui/shape'
import { Skeleton } from '@/components/ui/skeleton'
import { State } from '@/components/ui/status'
import { Moment } from '@/components/ui/time'
import { addressOfInput } from '@/lib/explorer/address'
import type { OperationHistory } from '@/lib/model/operation-history'
import { changeQuery } from '@/lib/queries/changes'
import { callHistoryQuery } from '@/lib/queries/operations'
import { KeptAnswer } from './kept-answer'
import { OperationLink } from './operation-link'

type Call = OperationHistory['items'][number]
const TONES: Record<Call['outcome'], Tone> = { succeeded: 'ok', failed: 'danger', refused: 'warn', unknown: 'unk' }

/** One's own calls. Each opens its form as it was filled, without secrets. */
export function HistoryDialog({ onClose }: { onClose: () => void }) {
  const t = useTranslations('operations')
  const { data, error } = useQuery(callHistoryQuery)
  return (
    <Dialog title={t('history.title')} onClose={onClose}>
      <p className="hint pb-2">{t('history.kept')}</p>
      {error ? <ProblemBanner error={error} /> : null}
      {!data && !error && <Skeleton widths={[180, 120]} rows={4} />}
      {data?.length === 0 && <p>{t('history.none')}</p>}
      <ul className="max-h-[60vh] overflow-auto">
        {data?.map((call) => (
          <li key={call.id} className="border-border border-b">
            <Entry call={call} onClose={onClose} />
            {call.change && <ItsChange change={call.change} onClose={onClose} />}
          </li>
        ))}
      </ul>
    </Dialog>
  )
}

/** The first id among what was given: which instance it was about. */
const actedOn = (input: Readonly<Record<string, unknown>>) =>
  Object.entries(input)
    .filter(([name]) => /ids?$/i.test(name) && !/^(region|az|zone|.*project)/i.test(name))
    .map(([, value]) => [value].flat()[0])
    .find((value) => typeof value === 'string')

function Entry({ call, onClose }: { call: Call; onClose: () => void }) {
  const t = useTranslations('operations')
  const changes = useTranslations('changes')
  const href = addressOfInput({ service: call.service, name: call.operation }, call, call.input ?? {})
  // Nothing was sent then: how it stands is what became of its plan since.
  const planned = call.code === 'change-needs-approval' ? call.change : null
  return (
    <OperationLink href={href} className="op-row flex-wrap gap-x-3 py-1.5" onClick={onClose}>
      <code>{call.operation}</code>
      <span className="text-muted text-sm">
        {call.accountName} {call.region} {actedOn(call.input ?? {}) && <code>{actedOn(call.input ?? {})}</code>}
      </span>
      <span className="ml-auto flex items-center gap-3 text-sm">
        {planned ? (
          <State tone={STATE_TONES[planned.state]}>{changes(`states.${planned.state}`)}</State>
        ) : (
          <State tone={TONES[call.outcome]} vendor={call.code ?? undefined}>
            {t(`history.${call.outcome}`)}
          </State>
        )}
        <span className="text-muted">{t('answer.took', { ms: call.latencyMs })}</span>
        <span className="text-muted">
          <Moment at={call.at} />
        </span>
      </span>
    </OperationLink>
  )
}

/** A write is a change: the way there, and what its cloud answered, also when a worker sent it later. */
function ItsChange({
  change: { id, isAnswerKept },
  onClose,
}: {
  change: NonNullable<Call['change']>
  onClose: () => void
}) {
  const t = useTranslations('operations.history')
  const [isOpen, setOpen] = useState(false)
  return (
    <div className="px-3 pb-1.5 text-sm">
      <span className="flex flex-wrap gap-x-3">
        <Link href={`/changes/${id}`} onClick={onClose} prefetch={false}>
          {t('change')}
        </Link>
        {isAnswerKept && (
          <button type="button" className="linkbtn" aria-expanded={isOpen} onClick={() => setOpen(!isOpen)}>
            {t('answer')}
          </button>
        )}
      </span>
      {isOpen && <ItsAnswer id={id} />}
    </div>
  )
}

function ItsAnswer({ id }: { id: string }) {
  const { data, error } = useQuery(changeQuery(id))
  if (data?.answer) return <KeptAnswer answer={data.answer} />
  return error ? <ProblemBanner error={error} /> : <Skeleton widths={[180, 120]} rows={2} />
}
