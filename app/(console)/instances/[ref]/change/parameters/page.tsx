import { redirect } from 'next/navigation'

/** Parameters are chosen on the instance's own page, beside what they are now. */
export default async function Page({ params }: { params: Promise<{ ref: string }> }) {
  const { ref } = await params
  redirect(`/instances/${ref}?tab=parameters`)
}
