import { cookies } from 'next/headers'
import { COVERAGE_TABLE } from '@/components/backups/fleet/address'
import { CoverageView } from '@/components/backups/fleet/coverage-view'
import { layoutCookie } from '@/components/data-table/cookie'
import { Messages } from '@/lib/i18n/messages'

export default async function BackupsPage() {
  const jar = await cookies()
  return (
    <Messages also={['instances', 'backups']}>
      <CoverageView columnsCookie={jar.get(layoutCookie(COVERAGE_TABLE))?.value} />
    </Messages>
  )
}
