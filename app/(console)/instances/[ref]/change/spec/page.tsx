import '@/app/styles/wizard.css'
import { SpecPage } from '@/components/changes/spec/spec-page'
import { Messages } from '@/lib/i18n/messages'

export default async function Page({ params }: { params: Promise<{ ref: string }> }) {
  const { ref } = await params
  return (
    <Messages also={['instances', 'changes', 'operations', 'offers', 'wizard', 'create']}>
      <SpecPage reference={decodeURIComponent(ref)} />
    </Messages>
  )
}
