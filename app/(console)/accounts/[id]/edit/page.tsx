import { EditAccount } from '@/components/admin/accounts/account-editor'

export default async function Page({ params }: { params: Promise<{ id: string }> }) {
  return <EditAccount id={(await params).id} />
}
