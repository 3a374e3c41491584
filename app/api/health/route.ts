import { sql } from 'drizzle-orm'
import { db } from '@/lib/db/client'
import { VERSION } from '@/lib/version'

export const dynamic = 'force-dynamic'

// GET /api/health: for load balancers and monitors. 503 while the database does not answer. Asks for no session,
// because that would need the database.
export async function GET(): Promise<Response> {
  const database = await answers()
  return Response.json(
    { status: database ? 'ok' : 'degraded', database, version: VERSION },
    { status: database ? 200 : 503, headers: { 'cache-control': 'no-store' } },
  )
}

async function answers(): Promise<boolean> {
  try {
    await db().execute(sql`select 1`)
    return true
  } catch {
    // Which way it is away is in the server's log, not for everybody.
    return false
  }
}
