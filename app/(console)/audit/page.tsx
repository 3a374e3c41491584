import { AuditLog } from '@/components/admin/audit/audit-log'
import { requireSession } from '@/lib/bff/session'

export default async function Page() {
  await requireSession('admin')
  return <AuditLog />
}
