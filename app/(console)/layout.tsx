import { cookies } from 'next/headers'
import type { ReactNode } from 'react'
import { Frame } from '@/components/shell/frame'
import { organisationName } from '@/components/shell/organisation'
import { requireSession } from '@/lib/bff/session'
import { NAV_COOKIE } from '@/lib/i18n/locale'
import pkg from '@/package.json'

export default async function ConsoleLayout({ children }: { children: ReactNode }) {
  const me = await requireSession()
  const organisation = await organisationName()
  const nav = (await cookies()).get(NAV_COOKIE)?.value
  const collapsed = nav === 'small' ? true : nav === 'wide' ? false : null
  return (
    <Frame me={me} organisation={organisation} version={pkg.version} collapsed={collapsed}>
      {children}
    </Frame>
  )
}
