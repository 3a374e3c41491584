import { eq } from 'drizzle-orm'
import { z } from 'zod'
import { HEAD } from '@/lib/audit/append'
import { type Noted, type Verdict, verifyChain } from '@/lib/audit/chain'
import { db } from '@/lib/db/client'
import { settings } from '@/lib/db/schema'
import { withDatabase } from './database'
import { failWith } from './until-stopped'

const USAGE = `usage: npm run audit -- verify          walks the whole log and says where it was tampered with
       npm run audit -- verify <head>   also checks that the log still holds an end that was noted earlier
       npm run audit -- head            prints the end of the log, to be kept outside the database
       --demo                           reads the demo's log instead`

const PROBLEMS: Record<NonNullable<Verdict['problem']>, string> = {
  altered: 'it was changed, inserted or moved',
  missing: 'it is missing',
  'cut-off': 'it and what followed were cut off',
  head: 'the signed end of the log does not fit from here on',
  noted: 'it is not the entry that was noted',
}

function parseHead(text: string): Noted {
  const [, seq, hash] = /^(\d+):([0-9a-f]{64})$/.exec(text) ?? []
  if (!seq || !hash) throw new Error(`${text}: not a head as printed by npm run audit -- head`)
  return { seq: Number(seq), hash }
}

async function main(): Promise<number> {
  const [command, noted] = process.argv.slice(2).filter((word) => word !== '--demo')
  if (command === 'verify') {
    const head = noted ? parseHead(noted) : undefined
    const { rows, brokenAt, problem } = await withDatabase(() => verifyChain(head))
    if (brokenAt === undefined) {
      process.stdout.write(`audit: whole, ${rows} entries\n`)
      return 0
    }
    process.stdout.write(`audit: broken at entry ${brokenAt}: ${PROBLEMS[problem ?? 'altered']}\n`)
    return 1
  }
  if (command === 'head') {
    const [row] = await withDatabase(() => db().select().from(settings).where(eq(settings.key, HEAD)))
    const head = z.object({ seq: z.number(), hash: z.string() }).optional().parse(row?.value)
    process.stdout.write(head ? `${head.seq}:${head.hash}\n` : 'audit: no entries yet\n')
    return 0
  }
  process.stdout.write(`${USAGE}\n`)
  return 2
}

process.exitCode = await main().catch(failWith)
