'use client'

import { useQuery } from '@tanstack/react-query'
import dynamic from 'next/dynamic'
import Link from 'next/link'
import { useSearchParams } from 'next/navigation'
import { useTranslations } from 'next-intl'
import { useState } from 'react'
import { Page } from '@/components/shell/page'
import { useMe } from '@/components/shell/shell-context'
import { Banner } from '@/components/ui/banner'
import { Button, buttonClass } from '@/components/ui/button'
import { Confirm } from '@/components/ui/confirm'
import { Empty } from '@/components/ui/empty'
import { ProblemBanner } from '@/components/ui/problem'
import { Skeleton } from '@/components/ui/skeleton'
import { type DraftObject, draftOf } from '@/lib/explorer/draft'
import type { CreateLike } from '@/lib/model/create'
import { keyOf } from '@/lib/model/instance'
import { changeQuery } from '@/lib/queries/changes'
import { likeQuery } from '@/lib/queries/create'
import { instanceQuery } from '@/lib/queries/instance'
import { draftKey, dropDraft } from './kept-draft'
import { useCreateFields } from './use-create-form'

// Drafts are in the browser alone: drawn there, the page shows at once what was typed.
const Wizard = dynamic(() => import('./wizard').then((module) => module.Wizard), {
  ssr: false,
  loading: () => <Skeleton widths={[160, 320, 120]} rows={8} />,
})

/** Creating instances: from nothing, like one that is there, or from one of its backups. */
export function CreatePage() {
  const t = useTranslations('create')
  const instances = useTranslations('instances')
  const me = useMe()
  const search = useSearchParams()
  const source = search.get('source')
  const like = source ?? search.get('like')
  const backup = source ? search.get('backup') : null
  const change = search.get('change')
  const crumbs = [{ label: instances('title'), href: '/instances' }, { label: t('title') }]
  const [round, setRound] = useState(0)
  const [asking, setAsking] = useState(false)
  // Where it begins stands in the address; each beginning has a draft of its own.
  const beginning = new URLSearchParams(
    Object.entries({ source, like: source ? null : like, backup, change }).flatMap(([name, value]) =>
      value ? [[name, value]] : [],
    ),
  ).toString()
  const key = draftKey(me.id, beginning)
  if (me.role === 'viewer') {
    return (
      <Page title={t('title')} crumbs={crumbs}>
        <Empty
          title={t('viewer.title')}
          action={
            <Link href="/instances" className={buttonClass({})}>
              {t('toList')}
            </Link>
          }
        >
          {t('viewer.why')}
        </Empty>
      </Page>
    )
  }
  const discard = () => {
    dropDraft(window.localStorage, key)
    history.replaceState(null, '', beginning ? `${location.pathname}?${beginning}` : location.pathname)
    setRound(round + 1)
  }
  return (
    <Page
      title={t('title')}
      crumbs={crumbs}
      scroll={false}
      actions={
        <>
          <Button variant="quiet" icon="trash" onClick={() => setAsking(true)}>
            {t('discard')}
          </Button>
          <Link href="/instances" className={buttonClass({ variant: 'quiet' })}>
            {t('close')}
          </Link>
        </>
      }
    >
      {asking && (
        <Confirm
          title={t('discard')}
          loss={t('discardLoss')}
          act={t('discard')}
          run={async () => discard()}
          onClose={() => setAsking(false)}
        />
      )}
      {change ? (
        <AgainWizard key={`${key}-${round}`} draftKey={key} id={change} />
      ) : like ? (
        <LikeWizard key={`${key}-${round}`} draftKey={key} reference={like} source={source !== null} backup={backup} />
      ) : (
        <Wizard key={`${key}-${round}`} draftKey={key} start={{}} unknown={[]} />
      )}
    </Page>
  )
}

interface LikeProps {
  draftKey: string
  reference: string
  /** It starts with the data of a backup. */
  source: boolean
  backup: string | null
}

function LikeWizard({ draftKey: key, reference, source, backup }: LikeProps) {
  const t = useTranslations('create')
  const like = useQuery(likeQuery(reference))
  const instance = useQuery(instanceQuery(reference))
  const { fields, error, retry } = useCreateFields(like.data?.service)
  const failed = like.error ?? error
  if (failed) {
    return (
      <ProblemBanner
        error={failed}
        className="mx-gut"
        actions={<Button onClick={() => (like.error ? like.refetch() : retry())}>{t('again')}</Button>}
      />
    )
  }
  if (!like.data || !fields) return <Skeleton widths={[160, 320, 120]} rows={8} />
  const takesBackup = fields.some(({ name }) => name === 'sourceInstanceId')
  const name = instance.data?.instance.name || keyOf(reference)?.id || reference
  const start: DraftObject = {
    ...placeOf(like.data),
    ...draftOf(fields, like.data.params),
    ...(source && takesBackup ? { sourceInstanceId: keyOf(reference)?.id ?? '', backupId: backup ?? '' } : {}),
  }
  return (
    <Wizard
      draftKey={key}
      start={start}
      unknown={like.data.unknown}
      beginning={
        source && !takesBackup ? (
          <Banner tone="warn" title={t('noSource')}>
            {t('likeInstead', { name })}
          </Banner>
        ) : (
          <Banner tone="info" title={t(source ? 'sourceOf' : 'likeOf', { name })}>
            {t('likeHint')}
          </Banner>
        )
      }
    />
  )
}

/** From a change that came to nothing, or that is to be made once more. */
function AgainWizard({ draftKey: key, id }: { draftKey: string; id: string }) {
  const t = useTranslations('create')
  const change = useQuery(changeQuery(id))
  const { fields, error, retry } = useCreateFields(change.data?.service)
  const failed = change.error ?? error
  if (failed) {
    return (
      <ProblemBanner
        error={failed}
        className="mx-gut"
        actions={<Button onClick={() => (change.error ? change.refetch() : retry())}>{t('again')}</Button>}
      />
    )
  }
  if (!change.data || !fields) return <Skeleton widths={[160, 320, 120]} rows={8} />
  const start: DraftObject = { ...placeOf(change.data), ...draftOf(fields, change.data.params) }
  return <Wizard draftKey={key} start={start} unknown={[]} beginning={<Banner tone="info" title={t('againOf')} />} />
}

const placeOf = ({
  service,
  accountId,
  region,
}: Pick<CreateLike, 'service' | 'accountId' | 'region'>): DraftObject => ({ service, accountId, region })
