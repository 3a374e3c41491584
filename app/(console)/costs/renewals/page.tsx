import { cookies } from 'next/headers'
import { RENEWAL_TABLES } from '@/components/costs/renewals/address'
import { RenewalsView } from '@/components/costs/renewals/renewals-view'
import { layoutCookie } from '@/components/data-table/cookie'
import { Messages } from '@/lib/i18n/messages'

export default async function RenewalsPage() {
  const jar = await cookies()
  const cookieOf = (table: string) => jar.get(layoutCookie(table))?.value
  return (
    <Messages also={['costs', 'instances', 'renewals']}>
      <RenewalsView
        columnsCookies={{ ending: cookieOf(RENEWAL_TABLES.ending), hourly: cookieOf(RENEWAL_TABLES.hourly) }}
      />
    </Messages>
  )
}
