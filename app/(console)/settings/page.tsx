import { SettingsPage } from '@/components/admin/settings/settings-page'
import { requireSession } from '@/lib/bff/session'

export default async function Page() {
  await requireSession('admin')
  return <SettingsPage />
}
