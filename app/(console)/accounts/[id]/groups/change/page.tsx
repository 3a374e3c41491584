import { GroupPlanPage } from '@/components/groups/group-plan-page'
import { Messages } from '@/lib/i18n/messages'

export default async function Page({ params }: { params: Promise<{ id: string }> }) {
  return (
    <Messages also={['access', 'changes', 'operations', 'create', 'wizard']}>
      <GroupPlanPage id={(await params).id} />
    </Messages>
  )
}
