import { route } from '@/lib/bff/route'
import { backupLinks } from '@/lib/changes/backups'
import { RefParams } from '@/lib/inventory/params'
import { BackupLinkQuestion } from '@/lib/model/backup'

/** POST /api/instances/[ref]/backups/link: links to download a set. Kept nowhere; that they were asked for is on record. */
export const POST = route(
  { access: 'operator', params: RefParams, body: BackupLinkQuestion },
  ({ actor, params, body, signal }) => backupLinks(actor, params.ref, body, signal),
)
