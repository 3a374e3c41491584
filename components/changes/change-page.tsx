'use client'

import { useQuery } from '@tanstack/react-query'
import Link from 'next/link'
import { useTranslations } from 'next-intl'
import { KeptAnswer } from '@/components/operations/kept-answer'
import { Page } from '@/components/shell/page'
import { useMe } from '@/components/shell/shell-context'
import { EnvBadge } from '@/components/ui/badge'
import { Banner } from '@/components/ui/banner'
import { buttonClass } from '@/components/ui/button'
import { Empty } from '@/components/ui/empty'
import { ProblemBanner } from '@/components/ui/problem'
import { Skeleton } from '@/components/ui/skeleton'
import { Moment } from '@/components/ui/time'
import type { Change } from '@/lib/model/change'
import { kindOfGroupRef } from '@/lib/model/group-href'
import { changeQuery } from '@/lib/queries/changes'
import { ApiProblem } from '@/lib/queries/problem'
import { Concluded } from './concluded'
import { Created } from './created'
import { Decide } from './decide'
import { Evidence } from './evidence'
import { CheckText, PlanView } from './plan-view'
import { RequestBox } from './request-box'
import { isSilence, Silence } from './silence'
import { ChangeState } from './state'
import { Timeline } from './timeline'
import { instanceHref, isUnpaid, orderOf, useChangeTitle, useLookedAt, useNoAnswer, useTextOf } from './words'

/** One change: what it does, who has to agree, and what became of it. Live events keep it fresh. */
export function ChangePage({ id }: { id: string }) {
  const t = useTranslations('changes')
  const { data, error } = useQuery(changeQuery(id))
  const crumbs = [{ label: t('title'), href: '/changes' }]
  if (data) return <Loaded change={data} />
  const isMissing = error instanceof ApiProblem && error.problem.status === 404
  return (
    <Page title={t('one')} crumbs={crumbs}>
      {isMissing ? (
        <Empty
          title={t('notFound')}
          action={
            <Link href="/changes" className={buttonClass({ variant: 'primary' })}>
              {t('toList')}
            </Link>
          }
        />
      ) : error ? (
        <ProblemBanner error={error} className="mx-gut" />
      ) : (
        <Skeleton widths={[160, 320, 120]} rows={8} />
      )}
    </Page>
  )
}

function Loaded({ change }: { change: Change }) {
  const t = useTranslations('changes')
  const me = useMe()
  const isMine = change.requestedBy.id === me.id
  // On a narrow page the decision comes after everything that it rests on.
  const isToDecide =
    me.role !== 'viewer' && ((change.state === 'planned' && isMine) || (change.state === 'waiting' && !isMine))
  const title = useChangeTitle()(change)
  const several = change.created.length > 1
  const name = several
    ? t('createdTitle', { count: change.created.length })
    : change.instanceName || change.instanceId || t('noInstance')
  // What is to be made has no page before its cloud named it.
  const isThere = change.action !== 'create' || change.created.length > 0
  // A group that is to be made has no id of its cloud's.
  const hasId = isThere && !several && !(kindOfGroupRef(change.ref) && change.instanceId.startsWith('new-'))
  const href = isThere && !several ? instanceHref(change.ref) : undefined
  return (
    <Page
      title={title}
      crumbs={[{ label: t('title'), href: '/changes' }, { label: `${title} · ${name}` }]}
      beside={
        <>
          {href ? (
            <Link href={href} className="min-w-0 max-w-96 truncate text-lg">
              {name}
            </Link>
          ) : (
            <span className="min-w-0 max-w-96 truncate text-lg text-muted">{name}</span>
          )}
          <EnvBadge environment={change.environment} />
          <span role="status">
            <ChangeState change={change} />
          </span>
        </>
      }
      meta={
        <>
          <span>
            {change.accountName} · {change.region}
          </span>
          {hasId && <code>{change.instanceId}</code>}
          <span>{t.rich('askedBy', { who: change.requestedBy.label, b: (text) => <b>{text}</b> })}</span>
          {me.role === 'admin' && (
            <Link href={`/audit?q=${change.id}`} prefetch={false}>
              {t('audit')}
            </Link>
          )}
        </>
      }
    >
      <div className="grid min-h-full content-start border-border border-t desk:content-stretch desk:grid-cols-[minmax(0,1fr)_400px]">
        <div className="min-w-0 border-border desk:border-r">
          <Notices change={change} />
          <Created change={change} />
          <PlanView change={change} />
          {isToDecide && (
            <div className="sticky bottom-0 z-10 grid border-border border-t bg-surface px-gut py-2 desk:hidden">
              <a href="#decision" className={buttonClass({ variant: 'primary' }, 'justify-center')}>
                {t('decide.toDecision')}
              </a>
            </div>
          )}
        </div>
        <div className="min-w-0 max-desk:border-border max-desk:border-t">
          <Decide change={change} />
          <RequestBox change={change} />
          <Answer change={change} />
          <Timeline change={change} />
        </div>
      </div>
    </Page>
  )
}

/** Of a call, for a day: what its cloud answered. */
function Answer({ change: { answer } }: { change: Change }) {
  const t = useTranslations('operations.answer')
  if (!answer) return null
  return (
    <section className="border-border border-t px-4 py-3" aria-label={t('keptTitle')}>
      <h2 className="mb-2 font-semibold">{t('keptTitle')}</h2>
      <KeptAnswer answer={answer} />
    </section>
  )
}

/** What nobody should overlook: no second person, blocked, and how it ended. */
function Notices({ change }: { change: Change }) {
  const t = useTranslations('changes')
  const { plan, breakGlass, evidence, error, state, reason, steps, ref } = change
  const textOf = useTextOf(ref)
  const problems = useTranslations('problems')
  const order = orderOf(steps)
  const told = error && [error.message, error.code].filter(Boolean).join(' · ')
  // What stopped it without a word of a cloud: a right that is gone, an account that is paused.
  const noAnswer = useNoAnswer()
  const lost = steps.findLast(({ step }) => step === 'no-answer')?.details.kind
  const coded = error && problems.has(`codes.${error.kind}.what`) ? problems(`codes.${error.kind}.what`) : null
  const said = told || coded || (typeof lost === 'string' && state !== 'done' ? noAnswer(lost) : null)
  return (
    <div className="grid gap-2 px-gut pt-3.5 empty:hidden">
      {plan.blocked && (
        <Banner tone="danger" title={t('blocked')}>
          <ul className="grid gap-1">
            {plan.checks
              .filter(({ result }) => result === 'block')
              .map((check, index) => (
                // biome-ignore lint/suspicious/noArrayIndexKey: the checks of a plan never move
                <li key={index}>
                  <CheckText check={check} of={ref} />
                </li>
              ))}
          </ul>
        </Banner>
      )}
      {reason && (
        <p>
          <span className="text-muted">{t('why')}:</span> {reason}
        </p>
      )}
      {breakGlass && (
        <Banner tone="danger" title={t('steps.broke-glass')}>
          {breakGlass}
        </Banner>
      )}
      {change.concluded !== null && <Concluded change={change} />}
      {isSilence(change) && <Silence change={change} why={said ?? null} />}
      {evidence && change.concluded === null && !isSilence(change) && (
        <Banner
          tone={state === 'done' ? 'ok' : state === 'ordered' ? 'info' : state === 'stopped' ? 'warn' : 'danger'}
          title={t(textOf(`evidence.${evidence.finding}`))}
        >
          {t.rich('seenAt', {
            time: () => <Moment at={evidence.at} style="seconds" />,
            from: t(`from.${evidence.from}`),
          })}{' '}
          {order && state === 'ordered' ? t('orderIs', { id: order }) : null} {said}
        </Banner>
      )}
      {state === 'checking' && <FindingOut change={change} />}
      {state === 'settling' && isUnpaid(plan) && <OrderRuns change={change} />}
      {evidence?.finding === 'worse' && <Evidence change={change} />}
      {!evidence && said ? <Banner tone="warn" title={said} /> : null}
    </div>
  )
}

/** Sent and taken, and nothing moves before somebody pays: why it is under way, and what is looked at. */
function OrderRuns({ change }: { change: Change }) {
  const t = useTranslations('changes')
  const order = orderOf(change.steps)
  return (
    <Banner tone="info" title={t('orderRuns')}>
      {order && t('orderIs', { id: order })} {t('orderRunsWhy', { fields: useLookedAt(change) })}
    </Banner>
  )
}

/** Sent, and no usable answer: what must not be done, and what is done instead. */
function FindingOut({ change }: { change: Change }) {
  const t = useTranslations('changes')
  return (
    <Banner tone="warn" role="status" title={t('checking.title')}>
      {t('checking.why', { fields: useLookedAt(change) })}
    </Banner>
  )
}
