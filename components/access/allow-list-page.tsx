'use client'

import { useQuery } from '@tanstack/react-query'
import { useTranslations } from 'next-intl'
import { PlanPage } from '@/components/changes/plan-page'
import { useChangeWords } from '@/components/changes/words'
import { Banner } from '@/components/ui/banner'
import { ProblemBanner } from '@/components/ui/problem'
import { Skeleton } from '@/components/ui/skeleton'
import type { Reason } from '@/lib/model/action'
import type { ObjectSchema } from '@/lib/operation'
import { accessQuery } from '@/lib/queries/access'
import { ListEditor } from './list-editor'
import { Missing } from './missing'

/** Changing one list of those who may connect. */
export const AllowListPage = ({ reference }: { reference: string }) => (
  <PlanPage reference={reference} action="allow-list">
    {({ schema, reason }) => <Edit reference={reference} schema={schema} reason={reason ?? null} />}
  </PlanPage>
)

interface EditProps {
  reference: string
  schema: ObjectSchema
  reason: Reason | null
}

function Edit({ reference, schema, reason }: EditProps) {
  const t = useTranslations('changes')
  const words = useChangeWords()
  const { data, error } = useQuery({ ...accessQuery(reference), staleTime: 0 })
  const list = data?.lists.find(({ kind }) => kind === 'whitelist')
  if (error && !data) return <ProblemBanner error={error} className="mx-gut" />
  if (!data) return <Skeleton widths={[200, 320, 120]} rows={5} />
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
          <ListEditor
            reference={reference}
            groups={list.told}
            hasGroups={Object.hasOwn(schema.shape, 'list')}
            servers={data.lists.some(({ kind, told }) => kind === 'server-groups' && (told ?? []).length > 0)}
          />
        )}
      </div>
    </div>
  )
}
