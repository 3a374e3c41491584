import type { ReactNode } from 'react'
import { Messages } from '@/lib/i18n/messages'

export default function CostsLayout({ children }: { children: ReactNode }) {
  return <Messages also={['costs', 'instances']}>{children}</Messages>
}
