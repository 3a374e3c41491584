import type { ReactNode } from 'react'
import { Messages } from '@/lib/i18n/messages'
import '../operations/operations.css'

export default function Layout({ children }: { children: ReactNode }) {
  return (
    <Messages also={['changes', 'batches', 'operations', 'instances', 'billing', 'wizard', 'hazards']}>
      {children}
    </Messages>
  )
}
