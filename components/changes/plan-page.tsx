'use client'

import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useRouter, useSearchParams } from 'next/navigation'
import { useTranslations } from 'next-intl'
import type { ReactNode } from 'react'
import { Page } from '@/components/shell/page'
import { useMe } from '@/components/shell/shell-context'
import { CloudBadge, EnvBadge } from '@/components/ui/badge'
import { Banner } from '@/components/ui/banner'
import { Button } from '@/components/ui/button'
import { Empty } from '@/components/ui/empty'
import { ProblemBanner } from '@/components/ui/problem'
import { Skeleton } from '@/components/ui/skeleton'
import { StatusWord } from '@/components/ui/status'
import { fieldsOfRequest } from '@/lib/explorer/fields'
import { type ActionId, OF_ACCOUNTS, type Reason } from '@/lib/model/action'
import type { Change } from '@/lib/model/change'
import type { InstancePage } from '@/lib/model/fleet'
import type { Kind, ObjectSchema } from '@/lib/operation'
import { actionsQuery } from '@/lib/queries/actions'
import { changeQuery } from '@/lib/queries/changes'
import { instanceChoicesQuery } from '@/lib/queries/create'
import { instanceQuery } from '@/lib/queries/instance'
import { actionQuery } from './action-query'
import { EventFacts, useEvent } from './event-facts'
import { PlanForm } from './plan-form'
import { useChangeWords } from './words'

export interface Chooser {
  page: InstancePage
  schema: ObjectSchema
  /** Why it is not possible now, as far as the inventory tells. */
  reason: Reason | null | undefined
  /** Of the operation that it is sent with. */
  kind: Kind | undefined
  /** What an earlier plan was made with, and what the address says. */
  initial: Record<string, string>
  /** Why that earlier plan was made. */
  before: string
}

const ACCOUNT = ['account']
const GROUPS = ['groups']
const EVENT = ['event']
const SWITCH = ['switchAt']

interface PlanPageProps {
  reference: string
  action: ActionId
  /** Chooses in place of the form that is made from the action's parameters. */
  children?: (chooser: Chooser) => ReactNode
}

/** Choosing what a change of one instance shall be. Planning it sends nothing but reads. */
export function PlanPage({ reference, action, children }: PlanPageProps) {
  const t = useTranslations('changes')
  const instances = useTranslations('instances')
  const { data, error } = useQuery(instanceQuery(reference))
  const href = `/instances/${encodeURIComponent(reference)}`
  const title = t(`actions.${action}`)
  const name = data ? data.instance.name || data.instance.key.id : reference
  return (
    <Page
      title={title}
      scroll={!children}
      crumbs={[{ label: instances('title'), href: '/instances' }, { label: name, href }, { label: title }]}
      beside={
        data && (
          <>
            <span className="min-w-0 max-w-96 truncate text-lg text-muted">{name}</span>
            <EnvBadge environment={data.instance.environment} />
            <StatusWord status={data.instance.status} vendor={data.instance.vendorStatus} />
          </>
        )
      }
      meta={
        data && (
          <>
            <span className="flex items-center gap-1.5">
              <CloudBadge provider={data.instance.provider} />
              {data.instance.key.region}
            </span>
            <code>{data.instance.key.id}</code>
          </>
        )
      }
    >
      {error ? <ProblemBanner error={error} className="mx-gut" /> : null}
      {!data && !error ? <Skeleton widths={[200, 120]} rows={3} /> : null}
      {data ? (
        <Choose reference={reference} action={action} page={data}>
          {children}
        </Choose>
      ) : null}
    </Page>
  )
}

/** What the address says of the action's own parameters, as links fill them in; a secret has no place in an address. */
function given(schema: ObjectSchema, search: URLSearchParams): Record<string, string> {
  const open = fieldsOfRequest(schema).filter(({ sensitivity }) => sensitivity !== 'secret')
  return Object.fromEntries([...search].filter(([name]) => open.some((field) => field.name === name)))
}

/** What an earlier plan was made with, as the form has it; secrets are in no plan and have to be typed again. */
export const chosenBefore = (schema: ObjectSchema, { params }: Change): Record<string, string> =>
  Object.fromEntries(
    fieldsOfRequest(schema)
      .filter(({ sensitivity }) => sensitivity !== 'secret')
      .flatMap(({ name }) => {
        const value = params[name]
        return typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean'
          ? [[name, String(value)]]
          : []
      }),
  )

function Choose({ reference, action, page, children }: PlanPageProps & { page: InstancePage }) {
  const t = useTranslations('changes')
  const router = useRouter()
  const client = useQueryClient()
  const words = useChangeWords()
  const { role } = useMe()
  const { service } = page.instance.key
  const search = useSearchParams()
  const from = search.get('from')
  const chosen = useQuery({ ...changeQuery(from ?? ''), enabled: from !== null, staleTime: Number.POSITIVE_INFINITY })
  const loaded = useQuery(actionQuery(service, action))
  const schema = loaded.data?.action?.params
  const hasChoices = loaded.data?.action?.choices !== undefined
  const choices = useQuery({ ...instanceChoicesQuery(reference, action), enabled: hasChoices && !children })
  const can = useQuery(actionsQuery(reference))
  const eventId = action === 'maintenance-event' ? (search.get('event') ?? undefined) : undefined
  const { event, error: untold } = useEvent(reference, action, eventId)
  const reason = can.data?.can[action] ?? choices.data?.reason
  if (role === 'viewer') return <Empty title={t('viewer.title')}>{t('menu.viewer')}</Empty>
  if (loaded.error) {
    return (
      <Banner
        tone="danger"
        role="alert"
        className="mx-gut"
        title={t('load.failed')}
        actions={<Button onClick={() => loaded.refetch()}>{t('load.again')}</Button>}
      />
    )
  }
  // All of it stands above the form, and would move what is about to be pressed.
  const isComing =
    can.isPending || (hasChoices && choices.isPending && !children) || (from !== null && chosen.isPending)
  if (!loaded.data || isComing) return <Skeleton widths={[200, 120]} rows={3} />
  if (!schema) return <Empty title={t('notOffered')}>{t('reasons.not-offered')}</Empty>
  const initial = { ...(chosen.data ? chosenBefore(schema, chosen.data) : {}), ...given(schema, search) }
  const before = chosen.data?.reason ?? ''
  // Which account it is about was chosen where the accounts are.
  const isOfAccount = OF_ACCOUNTS.includes(action) && Boolean(initial.account)
  // As was which group: its name is in the list of those that are bound.
  const group = action === 'unbind-group' ? initial.groups : undefined
  const about = isOfAccount ? initial.account : group
  const kind = loaded.data.action?.operation.kind
  if (children) return children({ page, schema, reason, kind, initial, before })
  return (
    <div className="grid max-w-[720px] gap-3 px-gut pb-4">
      {choices.error ? <ProblemBanner error={choices.error} /> : null}
      {reason ? (
        <Banner tone="warn" title={t('cannotNow')}>
          {words.reason(reason)}
        </Banner>
      ) : null}
      <Present page={page} action={action} />
      {about && (
        <dl className="kv">
          <dt>{t(isOfAccount ? 'params.account' : 'params.boundGroup')}</dt>
          <dd>
            {group && choices.data?.lists.groups?.items.find(({ id }) => id === group)?.name}{' '}
            <code className="wrap-anywhere">{about}</code>
          </dd>
        </dl>
      )}
      {eventId !== undefined && <EventFacts id={eventId} event={event} error={untold} />}
      <PlanForm
        reference={reference}
        action={action}
        schema={schema}
        fixed={isOfAccount ? ACCOUNT : group ? GROUPS : eventId !== undefined ? EVENT : undefined}
        latest={event?.deadline ? { switchAt: event.deadline } : undefined}
        ahead={action === 'maintenance-event' ? SWITCH : undefined}
        choices={choices.data}
        kind={kind}
        service={service}
        environment={page.instance.environment}
        blocked={choices.data?.reason ?? null}
        initial={{
          ...(action === 'rename' ? { name: page.instance.name } : {}),
          ...initial,
        }}
        reason={before}
        onPlanned={(change) => {
          client.setQueryData(changeQuery(change.id).queryKey, change)
          router.push(`/changes/${change.id}`)
        }}
      />
    </div>
  )
}

/** What the console knows of the instance as it is: what is chosen is chosen against it. */
function Present({ page: { instance, detail }, action }: { page: InstancePage; action: ActionId }) {
  const t = useTranslations('changes')
  const words = useChangeWords()
  const { chargeType } = instance
  const facts = {
    status: instance.status,
    ...(action === 'move-zone' ? { zone: instance.zone } : {}),
    ...(action === 'move-zone' && detail
      ? { 'network.vpcId': detail.facts.network.vpcId, 'network.subnetId': detail.facts.network.subnetId }
      : {}),
    memoryMb: instance.memoryMb,
    chargeType,
    // What is paid as it is used has no end.
    ...(chargeType === 'pay-as-you-go' ? {} : { expiresAt: instance.expiresAt }),
  }
  return (
    <p className="text-muted">
      {t('now')}:{' '}
      {Object.entries(facts)
        .map(([name, value]) => `${words.field(`facts.${name}`)} ${words.value(`facts.${name}`, value)}`)
        .join(' · ')}
    </p>
  )
}
