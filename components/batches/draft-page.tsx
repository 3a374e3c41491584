'use client'

import { useQuery } from '@tanstack/react-query'
import Link from 'next/link'
import { useRouter, useSearchParams } from 'next/navigation'
import { useTranslations } from 'next-intl'
import { useEffect, useState } from 'react'
import { useChangeWords } from '@/components/changes/words'
import { Page } from '@/components/shell/page'
import { useMe } from '@/components/shell/shell-context'
import { buttonClass } from '@/components/ui/button'
import { Empty } from '@/components/ui/empty'
import { Field } from '@/components/ui/field'
import { Select } from '@/components/ui/input'
import { ProblemBanner } from '@/components/ui/problem'
import { Skeleton } from '@/components/ui/skeleton'
import { ACTIONS, type ActionId } from '@/lib/model/action'
import type { BatchChoices } from '@/lib/model/batch'
import { choicesQuery } from '@/lib/queries/batches'
import { DraftForm } from './draft-form'
import { readPick } from './pick'

/** Parameters, addresses and accounts differ from instance to instance: they are chosen on the page of one. */
const OF_ONE: readonly ActionId[] = [
  'parameters',
  'endpoint',
  'account-create',
  'account-grant',
  'account-description',
  'account-password',
  'account-reset',
  'account-delete',
  'maintenance-event',
  'log-permission',
]

const AT_WORK_MS = 5_000

const actionOf = (search: { get(name: string): string | null }) => ACTIONS.find((id) => id === search.get('action'))
const offeredOf = ({ can }: BatchChoices) =>
  ACTIONS.filter((id) => !OF_ONE.includes(id) && (can[id]?.yes.length ?? 0) > 0)

/** Nothing of what was asked for can be done now, and for one of them only because of its status. */
function mayComeTo(choices: BatchChoices, wanted: ActionId | undefined): boolean {
  const offered = offeredOf(choices)
  if (wanted ? offered.includes(wanted) : offered.length > 0) return false
  return ACTIONS.some(
    (id) => (wanted ?? id) === id && choices.can[id]?.no.some(({ reason }) => reason.code === 'status'),
  )
}

/** Choosing what shall be done with many instances. Planning it sends nothing but reads. */
export function DraftPage() {
  const t = useTranslations('batches')
  const changes = useTranslations('changes')
  const instances = useTranslations('instances')
  const search = useSearchParams()
  const key = search.get('pick') ?? ''
  const wanted = actionOf(search)
  const { role } = useMe()
  const [refs, setRefs] = useState<string[]>()
  // What was chosen is in this tab's own storage, which the server does not have.
  useEffect(() => setRefs(readPick(key)), [key])
  const { data, error } = useQuery({
    ...choicesQuery(refs ?? []),
    enabled: refs !== undefined && refs.length > 0 && role !== 'viewer',
    // What is at work now can be changed a moment later.
    refetchInterval: ({ state }) => (state.data && mayComeTo(state.data, wanted) ? AT_WORK_MS : false),
  })
  return (
    <Page
      title={t('draft.title')}
      crumbs={[{ label: instances('title'), href: '/instances' }, { label: t('draft.title') }]}
      beside={
        refs?.length ? <span className="text-lg text-muted">{t('draft.count', { count: refs.length })}</span> : null
      }
    >
      {role === 'viewer' ? (
        <Empty title={changes('viewer.title')}>{changes('menu.viewer')}</Empty>
      ) : refs?.length === 0 ? (
        <Empty
          title={t('draft.none')}
          action={
            <Link href="/instances" className={buttonClass({ variant: 'primary' })}>
              {t('draft.choose')}
            </Link>
          }
        >
          {t('draft.noneWhy')}
        </Empty>
      ) : error ? (
        <ProblemBanner error={error} className="mx-gut" />
      ) : data && refs ? (
        <Choose choices={data} refs={refs} />
      ) : (
        <Skeleton widths={[200, 120]} rows={3} />
      )}
    </Page>
  )
}

function Choose({ choices, refs }: { choices: BatchChoices; refs: string[] }) {
  const t = useTranslations('batches')
  const changes = useTranslations('changes')
  const router = useRouter()
  const search = useSearchParams()
  const wanted = actionOf(search)
  const offered = offeredOf(choices)
  const action = offered.find((id) => id === wanted)
  const choose = (id: string) => {
    const next = new URLSearchParams(search)
    if (id) next.set('action', id)
    else next.delete('action')
    router.replace(`?${next}`, { scroll: false })
  }
  const missing = refs.length - choices.instances.length
  if (offered.length === 0) {
    // Of what was asked for; else of one thing that their services have, as its reasons are those of the others.
    const refused = ACTIONS.filter((id) => !OF_ONE.includes(id) && (choices.can[id]?.no.length ?? 0) > 0)
    return (
      <>
        <Empty title={t('draft.nothing')}>{t('draft.nothingWhy')}</Empty>
        <div className="mx-auto max-w-[760px] px-gut pb-4">
          <Cannot choices={choices} action={refused.find((id) => id === wanted) ?? refused[0]} missing={missing} />
        </div>
      </>
    )
  }
  return (
    <div className="grid max-w-[760px] gap-4 px-gut pb-4">
      <Field label={t('draft.action')} required className="max-w-96">
        {(props) => (
          <Select {...props} value={action ?? ''} onChange={(event) => choose(event.target.value)}>
            <option value="">{t('draft.chooseAction')}</option>
            {offered.map((id) => (
              <option key={id} value={id}>
                {t('draft.option', {
                  action: changes(`actions.${id}`),
                  can: choices.can[id]?.yes.length ?? 0,
                  all: refs.length,
                })}
              </option>
            ))}
          </Select>
        )}
      </Field>
      {!action && wanted && <Cannot choices={choices} action={wanted} missing={missing} />}
      {action && (
        <>
          <Cannot choices={choices} action={action} missing={missing} />
          <DraftForm key={action} action={action} choices={choices} refs={refs} />
        </>
      )}
    </div>
  )
}

/** Those for which it is not possible now, by reason. They get a row that says so. */
function Cannot({ choices, action, missing }: { choices: BatchChoices; action?: ActionId; missing: number }) {
  const t = useTranslations('batches')
  const words = useChangeWords()
  const reasons = new Map<string, number>()
  for (const { reason } of (action && choices.can[action]?.no) || []) {
    const text = words.reason(reason)
    reasons.set(text, (reasons.get(text) ?? 0) + 1)
  }
  if (missing > 0) reasons.set(t('draft.unknown'), missing)
  if (reasons.size === 0) return null
  return (
    <section>
      <h2 className="section-title pb-1">{t('draft.cannot')}</h2>
      <ul className="grid gap-0.5">
        {[...reasons].map(([text, count]) => (
          <li key={text}>
            <b className="font-medium">{t('draft.count', { count })}</b>: {text}
          </li>
        ))}
      </ul>
    </section>
  )
}
