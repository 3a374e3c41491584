'use client'

import { useQuery } from '@tanstack/react-query'
import Link from 'next/link'
import { useTranslations } from 'next-intl'
import { type FormEvent, useState } from 'react'
import { PlanPage } from '@/components/changes/plan-page'
import { useChangeWords } from '@/components/changes/words'
import { Banner } from '@/components/ui/banner'
import { Check } from '@/components/ui/check'
import { ProblemBanner } from '@/components/ui/problem'
import { Skeleton } from '@/components/ui/skeleton'
import type { Reason } from '@/lib/model/action'
import type { InstancePage } from '@/lib/model/fleet'
import { accessQuery } from '@/lib/queries/access'
import { groupsQuery } from '@/lib/queries/groups'
import { Missing } from './missing'
import { PlanFoot } from './plan-foot'
import { usePlanned } from './use-planned'

/** Binding security groups of its zone to an instance. */
export const BindPage = ({ reference }: { reference: string }) => (
  <PlanPage reference={reference} action="bind-groups">
    {({ page, reason }) => <Bind reference={reference} page={page} reason={reason ?? null} />}
  </PlanPage>
)

interface BindProps {
  reference: string
  page: InstancePage
  reason: Reason | null
}

function Bind({ reference, page, reason }: BindProps) {
  const t = useTranslations('access')
  const changes = useTranslations('changes')
  const words = useChangeWords()
  const { accountId, region } = page.instance.key
  const zone = page.instance.zone ?? page.instance.locator.zone ?? ''
  const access = useQuery({ ...accessQuery(reference), staleTime: 0 })
  const groups = useQuery(groupsQuery(accountId, region))
  const { plan, problem, sending } = usePlanned()
  const [chosen, setChosen] = useState<readonly string[]>([])
  const [why, setWhy] = useState('')
  const [tried, setTried] = useState(false)
  const error = access.error ?? groups.error
  if (error) return <ProblemBanner error={error} className="mx-gut" />
  if (!access.data || !groups.data) return <Skeleton widths={[200, 320, 120]} rows={5} />
  const list = access.data.lists.find(({ kind }) => kind === 'security-groups')
  const bound = new Set((list?.told ?? []).map(({ id }) => id))
  const here = groups.data.zones.find((one) => one.zone === zone)
  const free = (here?.told ?? []).filter(({ id }) => !bound.has(id))
  const most = groups.data.limits.bound
  const count = bound.size + chosen.length
  const submit = (event: FormEvent) => {
    event.preventDefault()
    setTried(true)
    if (!sending && chosen.length > 0)
      void plan({ ref: reference, action: 'bind-groups', params: { groups: chosen.join(',') } }, why)
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
        {here?.missing && <Missing missing={here.missing} operation={groups.data.operation} />}
        <fieldset className="grid gap-1">
          <legend className="label pb-1">{t('groups.free', { zone })}</legend>
          {free.map(({ id, name, description }) => (
            <Check
              key={id}
              label={name}
              hint={description ?? undefined}
              checked={chosen.includes(id)}
              onChange={({ target: { checked } }) =>
                setChosen((before) => (checked ? [...before, id] : before.filter((one) => one !== id)))
              }
            />
          ))}
          {free.length === 0 && <p className="text-text-2">{t('groups.noneFree')}</p>}
        </fieldset>
        <p role="status" className={count > most || (tried && chosen.length === 0) ? 'text-danger' : 'hint'}>
          {tried && chosen.length === 0 ? t('groups.chooseOne') : t('groups.boundOf', { count, most })}
        </p>
        <p>
          <Link href={`/accounts/${accountId}/groups?region=${region}`} prefetch={false}>
            {t('groups.toAll')}
          </Link>
        </p>
        <PlanFoot why={why} onWhy={setWhy} sending={sending} />
      </form>
    </div>
  )
}
