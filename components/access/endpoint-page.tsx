'use client'

import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useRouter } from 'next/navigation'
import { useTranslations } from 'next-intl'
import { useState } from 'react'
import { PlanForm } from '@/components/changes/plan-form'
import { type Chooser, PlanPage } from '@/components/changes/plan-page'
import { useChangeWords } from '@/components/changes/words'
import { Banner } from '@/components/ui/banner'
import { Field } from '@/components/ui/field'
import { Select } from '@/components/ui/input'
import { ProblemBanner } from '@/components/ui/problem'
import { Skeleton } from '@/components/ui/skeleton'
import type { AccessEndpoint } from '@/lib/model/access-lists'
import { accessQuery } from '@/lib/queries/access'
import { changeQuery } from '@/lib/queries/changes'
import { Missing } from './missing'

/** Changing an address that is there, or its port: what they are now stands in the form. */
export const EndpointPage = ({ reference }: { reference: string }) => (
  <PlanPage reference={reference} action="endpoint">
    {(chooser) => <Edit reference={reference} {...chooser} />}
  </PlanPage>
)

/** Which of the two that its cloud changes an address is; undefined for those that it does not. */
export const whichOf = ({ kind, endsAt }: AccessEndpoint): 'public' | 'private' | undefined =>
  kind === 'public' ? 'public' : kind === 'private' || (kind === 'classic' && endsAt === null) ? 'private' : undefined

function Edit({ reference, page, schema, reason, kind, initial, before }: Chooser & { reference: string }) {
  const t = useTranslations('access')
  const changes = useTranslations('changes')
  const words = useChangeWords()
  const router = useRouter()
  const client = useQueryClient()
  const { data, error } = useQuery({ ...accessQuery(reference), staleTime: 0 })
  const [chosen, setChosen] = useState(initial.which ?? 'private')
  if (error && !data) return <ProblemBanner error={error} className="mx-gut" />
  if (!data) return <Skeleton widths={[200, 320, 120]} rows={5} />
  const { told, missing, operation } = data.endpoints
  const there = (told ?? []).filter((one) => whichOf(one) !== undefined)
  const meant = there.find((one) => whichOf(one) === chosen) ?? there[0]
  const which = meant && whichOf(meant)
  return (
    <div className="page-scroll">
      <div className="grid max-w-[760px] grid-cols-[minmax(0,1fr)] gap-3 px-gut pb-4">
        {reason ? (
          <Banner tone="warn" title={changes('cannotNow')}>
            {words.reason(reason)}
          </Banner>
        ) : null}
        {missing && <Missing missing={missing} operation={operation} />}
        {told && !meant && <p className="text-text-2">{t('noEndpoints')}</p>}
        {there.length > 1 && which && (
          <Field label={t('address')} className="max-w-96">
            {(props) => (
              <Select {...props} value={which} onChange={(event) => setChosen(event.target.value)}>
                {there.map((one) => (
                  <option key={one.host} value={whichOf(one)}>
                    {t(`endpointKinds.${one.kind}`)}
                  </option>
                ))}
              </Select>
            )}
          </Field>
        )}
        {meant && which && (
          <>
            <dl className="kv">
              <dt>{t('presentAddress', { kind: t(`endpointKinds.${meant.kind}`) })}</dt>
              <dd>
                <code className="wrap-anywhere">{meant.host}</code>
              </dd>
              <dt>{t('presentPort')}</dt>
              <dd>{meant.port ?? t('notTold')}</dd>
            </dl>
            <PlanForm
              key={which}
              reference={reference}
              action="endpoint"
              schema={schema}
              fixed={['which']}
              choices={undefined}
              kind={kind}
              service={page.instance.key.service}
              environment={page.instance.environment}
              blocked={null}
              initial={{
                prefix: meant.host.split('.')[0] ?? '',
                ...(meant.port === null ? {} : { port: String(meant.port) }),
                ...initial,
                which,
              }}
              reason={before}
              onPlanned={(change) => {
                client.setQueryData(changeQuery(change.id).queryKey, change)
                router.push(`/changes/${change.id}`)
              }}
            />
          </>
        )}
      </div>
    </div>
  )
}
