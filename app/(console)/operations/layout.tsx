import './operations.css'
import type { ReactNode } from 'react'
import { ExplorerPage } from '@/components/operations/explorer-page'
import { operationEntries } from '@/lib/bff/explorer/entries'
import { Messages } from '@/lib/i18n/messages'

/** The list stays while one goes from operation to operation: it is part of the layout. */
export default function Layout({ children }: { children: ReactNode }) {
  return (
    <Messages also={['operations']}>
      <ExplorerPage entries={operationEntries()}>{children}</ExplorerPage>
    </Messages>
  )
}
