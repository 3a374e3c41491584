import { AccountPage } from '@/components/admin/accounts/account-page'

export default async function Page({ params }: { params: Promise<{ id: string }> }) {
  return <AccountPage id={(await params).id} />
}
