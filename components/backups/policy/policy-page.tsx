'use client'

import { useQuery } from '@tanstack/react-query'
import { useSearchParams } from 'next/navigation'
import { useTranslations } from 'next-intl'
import { PlanPage } from '@/components/changes/plan-page'
import { useChangeWords } from '@/components/changes/words'
import { Banner } from '@/components/ui/banner'
import { ProblemBanner } from '@/components/ui/problem'
import { Skeleton } from '@/components/ui/skeleton'
import type { Reason } from '@/lib/model/action'
import type { Instance } from '@/lib/model/instance'
import { backupsQuery } from '@/lib/queries/backups'
import { changeQuery } from '@/lib/queries/changes'
import { chosenOf, type PolicyChoice } from './choice'
import { PolicyEditor } from './policy-editor'

/** Changing when backups are made by themselves. */
export const PolicyPage = ({ reference }: { reference: string }) => (
  <PlanPage reference={reference} action="backup-policy">
    {({ page: { instance }, reason }) => <Edit reference={reference} instance={instance} reason={reason ?? null} />}
  </PlanPage>
)

interface EditProps {
  reference: string
  instance: Instance
  reason: Reason | null
}

function Edit({ reference, instance, reason }: EditProps) {
  const t = useTranslations('backups')
  const changes = useTranslations('changes')
  const words = useChangeWords()
  const from = useSearchParams().get('from')
  const before = useQuery({ ...changeQuery(from ?? ''), enabled: from !== null, staleTime: Number.POSITIVE_INFINITY })
  // One day of sets: only the policy is wanted.
  const { data, error } = useQuery({ ...backupsQuery(reference, 1), staleTime: 0 })
  if (error && !data) return <ProblemBanner error={error} className="mx-gut" />
  if (!data || (from !== null && before.isPending)) return <Skeleton widths={[200, 320, 120]} rows={5} />
  const planned: PolicyChoice | undefined = before.data && chosenOf(before.data.params)
  return (
    <div className="page-scroll">
      <div className="grid max-w-[720px] grid-cols-[minmax(0,1fr)] gap-3 px-gut pb-4">
        {reason ? (
          <Banner tone="warn" title={changes('cannotNow')}>
            {words.reason(reason)}
          </Banner>
        ) : null}
        {data.policy ? null : (
          <Banner tone="warn" title={t('editor.notTold')}>
            {[data.policyRefused?.message, data.policyRefused?.code].filter(Boolean).join(' · ')}
          </Banner>
        )}
        <PolicyEditor
          reference={reference}
          service={instance.key.service}
          environment={instance.environment}
          policy={data.policy}
          planned={planned}
          why={before.data?.reason ?? ''}
        />
      </div>
    </div>
  )
}
