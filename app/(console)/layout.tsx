import { cookies } from 'next/headers'
import type { ReactNode } from 'react'
import { Frame } from '@/components/shell/frame'
import { deployment } from '@/lib/bff/deployment'
import { firstHealth, firstTray } from '@/lib/bff/first-look'
import { requireSession } from '@/lib/bff/session'
import { NAV_COOKIE } from '@/lib/i18n/locale'
import { Answers } from '@/lib/queries/client'
import { cloudHealth } from '@/lib/queries/clouds'
import { firstAnswers } from '@/lib/queries/first-answers'

export default async function ConsoleLayout({ children }: { children: ReactNode }) {
  const me = await requireSession()
  const nav = (await cookies()).get(NAV_COOKIE)?.value
  const collapsed = nav === 'small' ? true : nav === 'wide' ? false : null
  const [{ organisation, version }, state] = await Promise.all([
    deployment(),
    firstAnswers({ queryKey: cloudHealth().queryKey, answer: () => firstHealth(me) }),
  ])
  return (
    <Answers state={state}>
      {/* Not awaited: the tray follows in the same answer, after what the page is drawn with. */}
      <Frame me={me} organisation={organisation} version={version} collapsed={collapsed} firstTray={firstTray(me)}>
        {children}
      </Frame>
    </Answers>
  )
}
