import { cookies } from 'next/headers'
import type { ReactNode } from 'react'
import { Frame } from '@/components/shell/frame'
import { deployment } from '@/lib/bff/deployment'
import { requireSession } from '@/lib/bff/session'
import { NAV_COOKIE } from '@/lib/i18n/locale'

export default async function ConsoleLayout({ children }: { children: ReactNode }) {
  const me = await requireSession()
  const nav = (await cookies()).get(NAV_COOKIE)?.value
  const collapsed = nav === 'small' ? true : nav === 'wide' ? false : null
  const { organisation, version } = await deployment()
  return (
    <Frame me={me} organisation={organisation} version={version} collapsed={collapsed}>
      {children}
    </Frame>
  )
}
