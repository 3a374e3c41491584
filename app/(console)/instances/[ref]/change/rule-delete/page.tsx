import { RuleDeletePage } from '@/components/access/rule-delete-page'
import { Messages } from '@/lib/i18n/messages'

export default async function Page({ params }: { params: Promise<{ ref: string }> }) {
  const { ref } = await params
  return (
    <Messages also={['instances', 'changes', 'operations', 'access', 'create', 'wizard']}>
      <RuleDeletePage reference={decodeURIComponent(ref)} />
    </Messages>
  )
}
