import { cookies } from 'next/headers'
import { layoutCookie } from '@/components/data-table/cookie'
import { rowsOf } from '@/components/data-table/windows'
import { InstancesView } from '@/components/instances/instances-view'
import { INSTANCE_TABLE, readState } from '@/components/instances/list-address'
import { firstSparks, firstWindow } from '@/lib/bff/first-look'
import { requireSession } from '@/lib/bff/session'
import { Messages } from '@/lib/i18n/messages'
import { Answers } from '@/lib/queries/client'
import { firstAnswers } from '@/lib/queries/first-answers'
import { windowQuery } from '@/lib/queries/instances'

type Search = Record<string, string | string[] | undefined>

export default async function InstancesPage({ searchParams }: { searchParams: Promise<Search> }) {
  const [me, search, jar, sparks] = await Promise.all([requireSession(), searchParams, cookies(), firstSparks()])
  const { q, sort } = readState({ get: (name) => [search[name]].flat()[0] ?? null })
  const { offset, limit } = rowsOf(0)
  // Drawn with its first rows: they are on the screen before any script has run.
  const state = await firstAnswers({
    queryKey: windowQuery({ q, sort }, offset, limit).queryKey,
    answer: () => firstWindow(me, { q, sort, limit }),
  })
  return (
    <Messages also={['instances']}>
      <Answers state={state}>
        <InstancesView columnsCookie={jar.get(layoutCookie(INSTANCE_TABLE))?.value} sparks={sparks} />
      </Answers>
    </Messages>
  )
}
