import { NewAccount } from '@/components/admin/accounts/account-editor'

export default function Page() {
  return <NewAccount />
}
