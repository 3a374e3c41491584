import { PoliciesPage } from '@/components/admin/policies/policies-page'
import { requireSession } from '@/lib/bff/session'

/** Everybody may read who must approve; admins of all accounts change it. */
export default async function Page() {
  await requireSession()
  return <PoliciesPage />
}
