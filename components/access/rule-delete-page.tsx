'use client'

import { useQuery } from '@tanstack/react-query'
import { useTranslations } from 'next-intl'
import { type FormEvent, useState } from 'react'
import { PlanPage } from '@/components/changes/plan-page'
import { useChangeWords } from '@/components/changes/words'
import { Banner } from '@/components/ui/banner'
import { ProblemBanner } from '@/components/ui/problem'
import { Skeleton } from '@/components/ui/skeleton'
import type { Reason } from '@/lib/model/action'
import { readList } from '@/lib/model/cidr'
import { accessQuery } from '@/lib/queries/access'
import { ListFindings } from './list-findings'
import { Missing } from './missing'
import { PlanFoot } from './plan-foot'
import { usePlanned } from './use-planned'

/** Deleting one rule of an instance, by the address that it lets in: its id is the cloud's, and nothing to type. */
export const RuleDeletePage = ({ reference }: { reference: string }) => (
  <PlanPage reference={reference} action="rule-delete">
    {({ reason, initial }) => <Remove reference={reference} reason={reason ?? null} asked={initial.rule} />}
  </PlanPage>
)

function Remove({ reference, reason, asked }: { reference: string; reason: Reason | null; asked: string | undefined }) {
  const t = useTranslations('access')
  const changes = useTranslations('changes')
  const words = useChangeWords()
  const { data, error } = useQuery({ ...accessQuery(reference), staleTime: 0 })
  const { plan, problem, sending } = usePlanned()
  const [why, setWhy] = useState('')
  if (error && !data) return <ProblemBanner error={error} className="mx-gut" />
  if (!data) return <Skeleton widths={[200, 320, 120]} rows={5} />
  const list = data.lists.find(({ kind }) => kind === 'rules')
  const rules = (list?.told ?? []).flatMap((group) => group.rules ?? [])
  const meant = rules.find(({ id }) => id === asked)
  const entriesOf = (lists: typeof data.lists) =>
    lists.flatMap(({ told }) => told ?? []).flatMap(({ entries }) => entries ?? [])
  const submit = (event: FormEvent) => {
    event.preventDefault()
    if (meant && !sending) void plan({ ref: reference, action: 'rule-delete', params: { rule: meant.id } }, why)
  }
  return (
    <div className="page-scroll">
      <form className="grid max-w-[760px] grid-cols-[minmax(0,1fr)] gap-3 px-gut pb-4" onSubmit={submit}>
        {reason ? (
          <Banner tone="warn" title={changes('cannotNow')}>
            {words.reason(reason)}
          </Banner>
        ) : null}
        {problem ? <ProblemBanner error={problem} /> : null}
        {list?.missing && <Missing missing={list.missing} operation={list.operation} />}
        {list?.told && !meant && <Banner tone="warn" title={t('rule.gone')} />}
        {meant && list && (
          <>
            <dl className="kv">
              <dt>{t('rule.letsIn')}</dt>
              <dd>
                <code className="font-medium">{meant.entry}</code>
              </dd>
              <dt>{t('rule.id')}</dt>
              <dd>
                <code>{meant.id}</code>
              </dd>
            </dl>
            <ListFindings
              read={readList(meant.entry)}
              mode="delete"
              now={entriesOf([list])}
              others={entriesOf(data.lists.filter((one) => one !== list))}
              isAll
            />
            <PlanFoot why={why} onWhy={setWhy} sending={sending} />
          </>
        )}
      </form>
    </div>
  )
}
