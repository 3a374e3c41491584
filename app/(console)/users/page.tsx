import { UserList } from '@/components/admin/users/user-list'
import { requireSession } from '@/lib/bff/session'

export default async function Page() {
  await requireSession('admin')
  return <UserList />
}
