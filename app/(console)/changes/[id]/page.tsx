import { ChangePage } from '@/components/changes/change-page'

export default async function Page({ params }: { params: Promise<{ id: string }> }) {
  const { id } = await params
  return <ChangePage id={id} />
}
