import { route } from '@/lib/bff/route'
import { csvFile } from '@/lib/rates/file'
import { rateTemplate } from '@/lib/rates/template'

/** The sizes in use without amounts, to be filled in and imported. */
export const GET = route({ access: 'admin' }, async ({ actor }) =>
  csvFile(await rateTemplate(actor), 'quarterdeck-rate-card-template'),
)
