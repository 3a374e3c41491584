import { notFound } from 'next/navigation'

/** An address that leads nowhere says so inside the console, with the way to everything else beside it. */
export default function Page() {
  notFound()
}
