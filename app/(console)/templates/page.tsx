import { TemplatePage } from '@/components/templates/template-page'
import { Messages } from '@/lib/i18n/messages'

export default function Page() {
  return (
    <Messages also={['templates']}>
      <TemplatePage />
    </Messages>
  )
}
