import { MySessions } from '@/components/admin/me/my-sessions'

export default function Page() {
  return <MySessions />
}
