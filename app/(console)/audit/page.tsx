import { AuditLog } from '@/components/admin/audit/audit-log'
import { NeedsAdmin } from '@/components/shell/needs-admin'
import { requireSession } from '@/lib/bff/session'

export default async function Page() {
  const me = await requireSession()
  return me.role === 'admin' ? <AuditLog /> : <NeedsAdmin />
}
