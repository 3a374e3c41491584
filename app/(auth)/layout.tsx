import type { ReactNode } from 'react'
import { Chrome } from '@/components/auth/chrome'
import { deployment } from '@/lib/bff/deployment'
import { Messages } from '@/lib/i18n/messages'

export default async function AuthLayout({ children }: { children: ReactNode }) {
  const { version } = await deployment()
  return (
    <Messages also={['auth']}>
      <Chrome version={version}>{children}</Chrome>
    </Messages>
  )
}
