import { ChangeListPage } from '@/components/changes/change-list'

export default function Page() {
  return <ChangeListPage />
}
