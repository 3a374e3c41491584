import { MyAccount } from '@/components/admin/me/my-account'

export default function Page() {
  return <MyAccount />
}
