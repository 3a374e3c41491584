'use client'
import { useQuery } from '@tanstack/react-query'
import { useTranslations } from 'next-intl'
import { useRef, useState } from 'react'
import { flushSync } from 'react-dom'
import { Page } from '@/components/shell/page'
import { useMe } from '@/components/shell/shell-context'
import { Banner } from '@/components/ui/banner'
import { Button } from '@/components/ui/button'
import { Failed } from '@/components/ui/failed'
import { ProblemBanner } from '@/components/ui/problem'
import { Skeleton } from '@/components/ui/skeleton'
import { toast } from '@/components/ui/toast'
import type { AllocationRules } from '@/lib/model/cost'
import { accountsQuery } from '@/lib/queries/accounts'
import { allocationQuery } from '@/lib/queries/costs'
import { CostTabs } from '../cost-tabs'
import { NotSaved } from '../not-saved'
import { Preview } from './preview'
import { RuleRow } from './rule-row'
import { useRules } from './use-rules'

/** Who pays for what: an ordered list, of which the first rule that fits decides. */
export function RulesPage() {
  const t = useTranslations('costs')
  const me = useMe()
  const isAdmin = me.role === 'admin' && me.scope.kind === 'all'
  // What is being edited must not change under the hands of who edits it.
  const { data, error, refetch } = useQuery({
    ...allocationQuery,
    staleTime: 0,
    refetchOnWindowFocus: false,
  })
  return (
    <Page
      title={t('tabs.rules')}
      crumbs={[{ label: t('title'), href: '/costs' }, { label: t('tabs.rules') }]}
      scroll={false}
    >
      <CostTabs />
      <div className="page-scroll">
        {error && !data && <Failed error={error} retry={() => refetch()} />}
        {!data && !error ? <Skeleton widths={[240]} rows={4} /> : null}
        {isAdmin && data ? <Editor initial={data} /> : null}
        {!isAdmin && data ? <Listed {...data} /> : null}
      </div>
    </Page>
  )
}

/** For who may not change them. */
function Listed({ rules }: AllocationRules) {
  const t = useTranslations('costs.rules')
  return (
    <div className="grid max-w-[720px] content-start gap-3 px-gut pt-3 pb-10">
      <p className="text-text-2">{t('lead')}</p>
      <p className="text-muted">{t('adminsOnly')}</p>
      {rules.length === 0 ? (
        <p>{t('none')}</p>
      ) : (
        <ol className="grid border-border border-b" aria-label={t('title')}>
          {rules.map(({ by, pattern, team }, at) => (
            <li
              // biome-ignore lint/suspicious/noArrayIndexKey: a rule is its place
              key={at}
              className="flex flex-wrap items-baseline gap-x-2 border-border border-t py-2"
            >
              <span className="text-muted">{at + 1}</span>
              <span>{t(`subjects.${by}`)}</span>
              <code className="wrap-anywhere">{pattern}</code>
              <span className="text-muted">{t('pays')}</span>
              <b className="font-[550] wrap-anywhere">{team}</b>
            </li>
          ))}
        </ol>
      )}
    </div>
  )
}

function Editor({ initial }: { initial: AllocationRules }) {
  const t = useTranslations('costs.rules')
  const list = useRules(initial)
  const { data: accounts } = useQuery(accountsQuery)
  const [told, setTold] = useState('')
  const root = useRef<HTMLDivElement>(null)
  const teams = [
    ...new Set([...(accounts ?? []).map(({ team }) => team), ...list.drafts.map(({ rule }) => rule.team)]),
  ].filter((team) => team !== '')
  const focusOn = (selector: string) => root.current?.querySelector<HTMLElement>(selector)?.focus()
  const move = (key: number, by: -1 | 1) => {
    let place: number | undefined
    flushSync(() => {
      place = list.move(key, by)
    })
    if (place === undefined) return
    setTold(t('moved', { place, total: list.drafts.length }))
    // A moved element loses the focus.
    focusOn(`[data-rule="${key}"] [data-move="${by}"]`)
  }
  const add = () => {
    let key = 0
    flushSync(() => {
      key = list.add()
    })
    focusOn(`[data-rule="${key}"] input`)
  }
  const save = async () => {
    if (await list.save()) toast({ tone: 'ok', title: t('saved') })
  }
  const unfit = !list.whole ? t('fillIn') : !list.dirty ? t('nothingChanged') : null
  return (
    <div ref={root} className="grid gap-6 px-gut pt-3 pb-10 full:grid-cols-[minmax(0,1fr)_minmax(380px,36%)]">
      <div className="grid content-start gap-3">
        <p className="max-w-[640px] text-text-2">{t('lead')}</p>
        {list.wasKept ? <NotSaved onDiscard={list.takeTheirs} /> : null}
        {list.problem ? <ProblemBanner error={list.problem} /> : null}
        {list.isTheirs ? (
          <Banner
            tone="warn"
            role="alert"
            title={t('conflict')}
            actions={
              <Button size="small" onClick={list.takeTheirs}>
                {t('takeTheirs')}
              </Button>
            }
          >
            {t('conflictText', { count: list.stored.length })}
          </Banner>
        ) : null}
        {list.drafts.length === 0 ? (
          <p className="text-muted">{t('none')}</p>
        ) : (
          <ol className="grid border-border border-b" aria-label={t('title')}>
            {list.drafts.map((draft, at) => (
              <RuleRow
                key={draft.key}
                draft={draft}
                place={at + 1}
                total={list.drafts.length}
                decides={list.preview?.perRule[at]}
                fits={list.preview?.fits[at]}
                teams={teams}
                onChange={(change) => list.set(draft.key, change)}
                onMove={(by) => move(draft.key, by)}
                onRemove={() => {
                  list.remove(draft.key)
                  setTold(t('removed', { place: at + 1 }))
                }}
              />
            ))}
          </ol>
        )}
        <p role="status" className="sr-only">
          {told}
        </p>
        <div className="flex flex-wrap items-center gap-2">
          <Button icon="plus" onClick={add}>
            {t('add')}
          </Button>
          <Button reading={list.busy === 'preview'} onClick={list.ask} reason={unfit}>
            {t('ask')}
          </Button>
          <Button
            variant="primary"
            sending={list.busy === 'save'}
            onClick={save}
            reason={unfit ?? (list.preview ? null : t('previewFirst'))}
          >
            {t(list.isTheirs ? 'saveOver' : 'save')}
          </Button>
        </div>
      </div>
      {list.preview ? (
        <Preview preview={list.preview} />
      ) : (
        <p className="max-w-[420px] text-muted text-sm">{t('previewText')}</p>
      )}
    </div>
  )
}
