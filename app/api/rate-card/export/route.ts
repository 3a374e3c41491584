import { z } from 'zod'
import { route } from '@/lib/bff/route'
import { rateCsv } from '@/lib/model/rate-csv'
import { csvFile } from '@/lib/rates/file'
import { readCard } from '@/lib/rates/store'

const query = z.strictObject({ version: z.coerce.number().int().min(1).optional() })

/** A version of the rate card as a file that the import reads. */
export const GET = route({ access: 'viewer', query }, async ({ query: { version } }) => {
  const card = await readCard(version)
  return csvFile(rateCsv(card.lines), `quarterdeck-rate-card-${card.version}`)
})
