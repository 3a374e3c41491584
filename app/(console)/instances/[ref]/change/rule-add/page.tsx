import { RuleAddPage } from '@/components/access/rule-add-page'
import { Messages } from '@/lib/i18n/messages'

export default async function Page({ params }: { params: Promise<{ ref: string }> }) {
  const { ref } = await params
  return (
    <Messages also={['instances', 'changes', 'operations', 'access', 'create', 'wizard']}>
      <RuleAddPage reference={decodeURIComponent(ref)} />
    </Messages>
  )
}
