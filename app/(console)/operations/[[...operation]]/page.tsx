import { ExplorerPage } from '@/components/operations/explorer-page'

export default function OperationsPage() {
  return <ExplorerPage />
}
