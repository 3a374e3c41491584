import { route } from '@/lib/bff/route'
import { RemarkBody } from '@/lib/model/slow-fleet'
import { saveRemark } from '@/lib/slow-log/fleet/remark'

/** PUT /api/slow/remarks: mutes a pattern of an instance, gives it an owner and a note. */
export const PUT = route({ access: 'operator', body: RemarkBody }, ({ actor, body }) => saveRemark(actor, body))
