import { CreatePage } from '@/components/create/create-page'
import { Messages } from '@/lib/i18n/messages'
import '../../../styles/wizard.css'
import '../../operations/operations.css'

export default function Page() {
  return (
    <Messages also={['instances', 'changes', 'operations', 'wizard', 'offers', 'create', 'billing', 'hazards']}>
      <CreatePage />
    </Messages>
  )
}
