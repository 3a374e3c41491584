import { GroupsPage } from '@/components/groups/groups-page'
import { Messages } from '@/lib/i18n/messages'

export default async function Page({ params }: { params: Promise<{ id: string }> }) {
  return (
    <Messages also={['access', 'changes', 'operations']}>
      <GroupsPage id={(await params).id} />
    </Messages>
  )
}
