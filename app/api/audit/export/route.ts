import { auditCsv } from '@/lib/audit/export'
import { AuditFilter } from '@/lib/audit/search'
import { auditOf } from '@/lib/bff/audited'
import { route } from '@/lib/bff/route'
import { db } from '@/lib/db/client'

/** The matching entries as a CSV file. Taking the log out of the console is itself on record. */
export const GET = route({ access: 'admin', query: AuditFilter }, async ({ actor, query, signal }) => {
  await auditOf(db(), actor, { action: 'audit.export', target: 'audit', outcome: 'succeeded', details: { ...query } })
  const day = new Date().toISOString().slice(0, 10)
  return new Response(auditCsv(actor.scope, query, signal), {
    headers: {
      'content-type': 'text/csv; charset=utf-8; header=present',
      'content-disposition': `attachment; filename="quarterdeck-audit-${day}.csv"`,
      'cache-control': 'no-store',
    },
  })
})
