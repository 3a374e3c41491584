import './operations.css'
import type { ReactNode } from 'react'
import { Messages } from '@/lib/i18n/messages'

export default function Layout({ children }: { children: ReactNode }) {
  return <Messages also={['operations']}>{children}</Messages>
}
