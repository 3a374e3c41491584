import { UserList } from '@/components/admin/users/user-list'
import { NeedsAdmin } from '@/components/shell/needs-admin'
import { requireSession } from '@/lib/bff/session'

export default async function Page() {
  const me = await requireSession()
  return me.role === 'admin' ? <UserList /> : <NeedsAdmin />
}
