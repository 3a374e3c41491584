import { DraftPage } from '@/components/batches/draft-page'

export default function Page() {
  return <DraftPage />
}
