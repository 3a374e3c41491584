'use client'

import { useQuery } from '@tanstack/react-query'
import { useTranslations } from 'next-intl'
import { PlanPage } from '@/components/changes/plan-page'
import { useChangeWords } from '@/components/changes/words'
import { Banner } from '@/components/ui/banner'
import { ProblemBanner } from '@/components/ui/problem'
import { Skeleton } from '@/components/ui/skeleton'
import type { Reason } from '@/lib/model/action'
import { accessQuery } from '@/lib/queries/access'
import { Missing } from './missing'
import { RulesEditor } from './rules-editor'

/** Adding rules of the instance itself. */
export const RuleAddPage = ({ reference }: { reference: string }) => (
  <PlanPage reference={reference} action="rule-add">
    {({ reason }) => <Add reference={reference} reason={reason ?? null} />}
  </PlanPage>
)

function Add({ reference, reason }: { reference: string; reason: Reason | null }) {
  const t = useTranslations('changes')
  const words = useChangeWords()
  const { data, error } = useQuery({ ...accessQuery(reference), staleTime: 0 })
  const list = data?.lists.find(({ kind }) => kind === 'rules')
  if (error && !data) return <ProblemBanner error={error} className="mx-gut" />
  if (!data) return <Skeleton widths={[200, 320, 120]} rows={5} />
  const entriesOf = (lists: typeof data.lists) =>
    lists.flatMap(({ told }) => told ?? []).flatMap(({ entries }) => entries ?? [])
  return (
    <div className="page-scroll">
      <div className="grid max-w-[760px] grid-cols-[minmax(0,1fr)] gap-3 px-gut pb-4">
        {reason ? (
          <Banner tone="warn" title={t('cannotNow')}>
            {words.reason(reason)}
          </Banner>
        ) : null}
        {list?.missing && <Missing missing={list.missing} operation={list.operation} />}
        {list?.told && (
          <RulesEditor
            reference={reference}
            actions={{ append: 'rule-add' }}
            now={entriesOf([list])}
            others={entriesOf(data.lists.filter((one) => one !== list))}
          />
        )}
      </div>
    </div>
  )
}
