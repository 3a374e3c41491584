import { notFound } from 'next/navigation'
import { PlanPage } from '@/components/changes/plan-page'
import { Messages } from '@/lib/i18n/messages'
import { ActionId } from '@/lib/model/action'

export default async function Page({ params }: { params: Promise<{ ref: string; action: string }> }) {
  const { ref, action } = await params
  const known = ActionId.safeParse(action)
  if (!known.success) notFound()
  return (
    <Messages also={['instances', 'changes', 'operations', 'create', 'wizard']}>
      <PlanPage reference={decodeURIComponent(ref)} action={known.data} />
    </Messages>
  )
}
