import { WINDOW_ROWS } from '@/components/data-table/windows'
import { InstancesView } from '@/components/instances/instances-view'
import { readState } from '@/components/instances/list-address'
import { firstWindow } from '@/lib/bff/first-look'
import { requireSession } from '@/lib/bff/session'
import { Messages } from '@/lib/i18n/messages'
import { Answers } from '@/lib/queries/client'
import { firstAnswers } from '@/lib/queries/first-answers'
import { windowQuery } from '@/lib/queries/instances'

type Search = Record<string, string | string[] | undefined>

export default async function InstancesPage({ searchParams }: { searchParams: Promise<Search> }) {
  const me = await requireSession()
  const search = await searchParams
  const { q, sort } = readState({ get: (name) => [search[name]].flat()[0] ?? null })
  // Drawn with its first rows: they are on the screen before any script has run.
  const state = await firstAnswers({
    queryKey: windowQuery({ q, sort }, 0, WINDOW_ROWS).queryKey,
    answer: () => firstWindow(me, { q, sort, limit: WINDOW_ROWS }),
  })
  return (
    <Messages also={['instances']}>
      <Answers state={state}>
        <InstancesView />
      </Answers>
    </Messages>
  )
}
