import { SettingsPage } from '@/components/admin/settings/settings-page'
import { NeedsAdmin } from '@/components/shell/needs-admin'
import { requireSession } from '@/lib/bff/session'

export default async function Page() {
  const me = await requireSession()
  return me.role === 'admin' ? <SettingsPage /> : <NeedsAdmin />
}
