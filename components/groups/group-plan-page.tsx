'use client'

import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useRouter, useSearchParams } from 'next/navigation'
import { useTranslations } from 'next-intl'
import type { ReactNode } from 'react'
import { RulesEditor } from '@/components/access/rules-editor'
import { PlanForm } from '@/components/changes/plan-form'
import { Page } from '@/components/shell/page'
import { useMe } from '@/components/shell/shell-context'
import { EnvBadge } from '@/components/ui/badge'
import { Empty } from '@/components/ui/empty'
import { ProblemBanner } from '@/components/ui/problem'
import { Skeleton } from '@/components/ui/skeleton'
import { loadAction } from '@/lib/explorer/action-params'
import { ActionId, isOfInstance } from '@/lib/model/action'
import { groupHref } from '@/lib/model/group-href'
import { type GroupPlace, groupPlaceOf, isNewGroup, newGroupRef } from '@/lib/model/group-place'
import type { GroupDetail } from '@/lib/model/groups'
import { accountQuery } from '@/lib/queries/accounts'
import { changeQuery } from '@/lib/queries/changes'
import { groupQuery } from '@/lib/queries/groups'
import { GroupFacts } from './group-facts'

const SOURCE = ['source']

/** Choosing what a change of a security group shall be. Planning it sends nothing but reads. */
export function GroupPlanPage({ id }: { id: string }) {
  const t = useTranslations('access.groups')
  const changes = useTranslations('changes')
  const search = useSearchParams()
  const account = useQuery(accountQuery(id))
  const { role } = useMe()
  const place = groupPlaceOf(search.get('ref') ?? '')
  const action = ActionId.safeParse(search.get('action')).data
  const isKnown = place?.of === 'group' && place.key.accountId === id && action && !isOfInstance(action)
  const known = isKnown ? { place, action } : undefined
  const isRules = known?.action === 'group-allow' || known?.action === 'group-revoke'
  const title = known ? (isRules ? t('rulesTitle') : changes(`actions.${known.action}`)) : t('title')
  // The group that it is about: of a copy the one that is copied; a new one is not there yet.
  const about = known && (search.get('source') ?? (isNewGroup(known.place) ? null : known.place.key.id))
  const region = known?.place.key.region
  return (
    <Page
      title={title}
      crumbs={[
        { label: t('accounts'), href: '/accounts' },
        { label: t('title'), href: region ? groupHref({ accountId: id, region }) : `/accounts/${id}/groups` },
        { label: title },
      ]}
      beside={
        known && (
          <>
            <span className="min-w-0 max-w-96 truncate text-lg text-muted">{account.data?.name ?? id}</span>
            {account.data && <EnvBadge environment={account.data.environment} />}
          </>
        )
      }
      meta={
        known && (
          <span>
            {known.place.key.region} · {known.place.zone}
          </span>
        )
      }
    >
      {!known ? (
        <Empty title={changes('notOffered')} />
      ) : role === 'viewer' ? (
        <Empty title={changes('viewer.title')}>{changes('menu.viewer')}</Empty>
      ) : about ? (
        <About place={known.place} group={about}>
          {(group) =>
            isRules ? (
              <Rules group={group} mode={known.action} />
            ) : (
              <Form {...known} isCopy={about !== known.place.key.id} />
            )
          }
        </About>
      ) : (
        <Form {...known} />
      )}
    </Page>
  )
}

interface AboutProps {
  place: GroupPlace
  group: string
  children(group: GroupDetail): ReactNode
}

/** The group as it is: whoever changes or deletes it has to see which it is, whom it lets in, and to what. */
function About({ place: { key, zone }, group, children }: AboutProps) {
  const { data, error } = useQuery(groupQuery(key.accountId, key.region, zone, group))
  if (error && !data) return <ProblemBanner error={error} className="mx-gut" />
  if (!data) return <Skeleton widths={[200, 320, 120]} rows={5} />
  return (
    <div className="grid grid-cols-[minmax(0,1fr)] content-start gap-4 px-gut pb-4">
      <section aria-label={data.name} className="grid max-w-[760px] grid-cols-[minmax(0,1fr)] gap-2">
        <h2 className="section-title">{data.name}</h2>
        <GroupFacts group={data} />
      </section>
      {children(data)}
    </div>
  )
}

/** Rules are added and deleted by address. */
function Rules({ group, mode }: { group: GroupDetail; mode: ActionId }) {
  const search = useSearchParams()
  return (
    <div className="grid max-w-[760px] grid-cols-[minmax(0,1fr)] gap-3">
      <RulesEditor
        reference={search.get('ref') ?? ''}
        actions={{ append: 'group-allow', delete: 'group-revoke' }}
        first={mode === 'group-revoke' ? 'delete' : 'append'}
        now={group.rules.map(({ entry }) => entry)}
        others={[]}
        isGroup
      />
    </div>
  )
}

interface FormProps {
  place: GroupPlace
  action: ActionId
  /** Which group is copied the address says, and the page shows. */
  isCopy?: boolean
}

function Form({ place, action, isCopy = false }: FormProps) {
  const t = useTranslations('changes')
  const router = useRouter()
  const client = useQueryClient()
  const search = useSearchParams()
  const { service } = place.key
  const account = useQuery(accountQuery(place.key.accountId))
  const params = useQuery({
    queryKey: ['group-action', service, action],
    queryFn: async () => ({ action: await loadAction(service, action) }),
    staleTime: Number.POSITIVE_INFINITY,
    // Schemas are no plain data: nothing in them may be compared or copied.
    structuralSharing: false,
  })
  const error = params.error ?? account.error
  if (error) return <ProblemBanner error={error} className="mx-gut" />
  if (!params.data || !account.data) return <Skeleton widths={[200, 120]} rows={3} />
  const found = params.data.action
  if (!found) return <Empty title={t('notOffered')}>{t('reasons.not-offered')}</Empty>
  const given = Object.fromEntries([...search].filter(([name]) => Object.hasOwn(found.params.shape, name)))
  return (
    <div className={isNewGroup(place) && !isCopy ? 'grid max-w-[720px] gap-3 px-gut pb-4' : 'grid max-w-[720px] gap-3'}>
      <PlanForm
        // Of two that are to be made under one name, one runs after the other.
        reference={(draft) =>
          isNewGroup(place) ? newGroupRef(place, String(draft.name ?? '')) : (search.get('ref') ?? '')
        }
        action={action}
        schema={found.params}
        choices={undefined}
        fixed={isCopy ? SOURCE : undefined}
        kind={found.operation.kind}
        service={service}
        environment={account.data.environment}
        blocked={null}
        initial={given}
        reason=""
        onPlanned={(change) => {
          client.setQueryData(changeQuery(change.id).queryKey, change)
          router.push(`/changes/${change.id}`)
        }}
      />
    </div>
  )
}
