import { ReportView } from '@/components/costs/reports/report-view'
import { Messages } from '@/lib/i18n/messages'

export default function ReportsPage() {
  return (
    <Messages also={['costs', 'instances', 'changes', 'reports']}>
      <ReportView />
    </Messages>
  )
}
