import { asc, eq, gt } from 'drizzle-orm'
import { z } from 'zod'
import { db } from '@/lib/db/client'
import { audit, settings } from '@/lib/db/schema'
import { deploymentSecret, deriveKey } from '@/lib/vault/deployment'
import { HEAD } from './append'
import { GENESIS, hashRow, signHead } from './entry'

const Head = z.object({ seq: z.number(), hash: z.string(), signature: z.string() })
const PAGE = 1_000

export interface Verdict {
  rows: number
  /** Number of the first entry that is altered, missing or out of place; absent when the log is whole. */
  brokenAt?: number
  problem?: 'altered' | 'missing' | 'cut-off' | 'head' | 'noted'
}

/** An entry's number and hash, as noted outside the database at some time. */
export interface Noted {
  seq: number
  hash: string
}

/**
 * Walks the whole log: each entry's own hash, its link to the one before, and the signed end. Whoever puts back an
 * older end with an older log is found by an entry `noted` elsewhere since.
 */
export async function verifyChain(noted?: Noted): Promise<Verdict> {
  const key = deriveKey(await deploymentSecret(), 'audit chain')
  return db().transaction(
    async (tx) => {
      let previous: Buffer = GENESIS
      let seq = 0
      let rows = 0
      for (;;) {
        const page = await tx.select().from(audit).where(gt(audit.seq, seq)).orderBy(asc(audit.seq)).limit(PAGE)
        for (const { hash, ...row } of page) {
          rows += 1
          if (row.seq !== seq + 1) return { rows, brokenAt: seq + 1, problem: 'missing' }
          if (!row.previous.equals(previous) || !hashRow(key, row).equals(hash))
            return { rows, brokenAt: row.seq, problem: 'altered' }
          if (noted?.seq === row.seq && noted.hash !== hash.toString('hex'))
            return { rows, brokenAt: row.seq, problem: 'noted' }
          previous = hash
          seq = row.seq
        }
        if (page.length < PAGE) break
      }
      if (noted && noted.seq > seq) return { rows, brokenAt: seq + 1, problem: 'cut-off' }
      const [stored] = await tx.select().from(settings).where(eq(settings.key, HEAD))
      const head = Head.safeParse(stored?.value)
      if (!head.success) return seq === 0 && !stored ? { rows } : { rows, brokenAt: seq, problem: 'head' }
      if (signHead(key, head.data) !== head.data.signature) return { rows, brokenAt: seq, problem: 'head' }
      if (head.data.seq > seq) return { rows, brokenAt: seq + 1, problem: 'cut-off' }
      if (head.data.seq < seq) return { rows, brokenAt: head.data.seq + 1, problem: 'head' }
      return head.data.hash === previous.toString('hex') ? { rows } : { rows, brokenAt: seq, problem: 'altered' }
    },
    { isolationLevel: 'repeatable read', accessMode: 'read only' },
  )
}
