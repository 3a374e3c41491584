'use client'

import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useTranslations } from 'next-intl'
import { useState } from 'react'
import { useAct } from '@/components/admin/use-act'
import { Page } from '@/components/shell/page'
import { Tag } from '@/components/ui/badge'
import { Button } from '@/components/ui/button'
import { Confirm } from '@/components/ui/confirm'
import { Failed } from '@/components/ui/failed'
import { Skeleton } from '@/components/ui/skeleton'
import { Age, Moment } from '@/components/ui/time'
import { endAllSessions, endSession, sessionsQuery } from '@/lib/queries/session'
import { browserOf } from './browser'
import { MyTabs } from './my-account'

/** Where one is signed in. */
export function MySessions() {
  const t = useTranslations('admin.sessions')
  const shell = useTranslations('shell.nav')
  const client = useQueryClient()
  const { act, running } = useAct()
  const { data, error, refetch } = useQuery(sessionsQuery)
  const [asking, setAsking] = useState(false)
  const end = (id: string) =>
    act(id, async () => {
      await endSession(id)
      await client.invalidateQueries({ queryKey: sessionsQuery.queryKey })
    })
  return (
    <Page
      title={shell('sessions')}
      crumbs={[{ label: shell('me'), href: '/me' }, { label: shell('sessions') }]}
      scroll={false}
      actions={
        <Button variant="danger-quiet" onClick={() => setAsking(true)}>
          {t('everywhere')}
        </Button>
      }
    >
      <MyTabs current="sessions" />
      <div className="page-scroll">
        {error && <Failed error={error} retry={() => refetch()} />}
        {!data && !error && <Skeleton widths={[180, 120, 90, 90]} rows={3} />}
        <ul>
          {data?.map((session) => (
            <li key={session.id} className="list-2 px-gut">
              <span className="flex flex-wrap items-center gap-2">
                <span className="name">{browserOf(session.userAgent) ?? t('unknownBrowser')}</span>
                {session.current && <Tag tone="ok">{t('this')}</Tag>}
              </span>
              {session.current ? (
                <span />
              ) : (
                <Button
                  size="small"
                  className="row-span-2"
                  sending={running === session.id}
                  onClick={() => end(session.id)}
                >
                  {t('end')}
                </Button>
              )}
              <span className="flex flex-wrap gap-x-4 text-muted text-sm">
                {session.address && <code>{session.address}</code>}
                <span>{t(`methods.${session.method}`)}</span>
                <span>
                  {t('since')} <Moment at={session.createdAt} />
                </span>
                <span>
                  {t('seen')} <Age at={session.lastSeenAt} />
                </span>
                <span>
                  {t('ends')} <Moment at={session.expiresAt} />
                </span>
              </span>
            </li>
          ))}
        </ul>
      </div>
      {asking && (
        <Confirm
          title={t('everywhere')}
          loss={t('everywhereLoss', { count: data?.length ?? 1 })}
          act={t('everywhere')}
          danger
          run={async () => {
            await endAllSessions()
            location.assign('/sign-in')
          }}
          onClose={() => setAsking(false)}
        />
      )}
    </Page>
  )
}
