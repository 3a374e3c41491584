import { ParameterGroupPage } from '@/components/parameter-groups/group-page'
import { Messages } from '@/lib/i18n/messages'

export default function Page() {
  return (
    <Messages also={['templates', 'parameters', 'hazards', 'access']}>
      <ParameterGroupPage />
    </Messages>
  )
}
