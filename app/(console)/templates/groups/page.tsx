import { ParameterGroupsPage } from '@/components/parameter-groups/groups-page'
import { Messages } from '@/lib/i18n/messages'

export default function Page() {
  return (
    <Messages also={['templates', 'access']}>
      <ParameterGroupsPage />
    </Messages>
  )
}
