import { route } from '@/lib/bff/route'
import { ignoreSizing, unignoreSizing } from '@/lib/costs/sizing/ignore'
import { sizingDetail } from '@/lib/costs/sizing/search'
import { RefParams } from '@/lib/inventory/params'
import { SizingIgnore, SizingUnignore } from '@/lib/model/sizing'

/** PUT /api/costs/sizing/[ref]/ignore: leaves a finding out until a day. Nothing of its cloud is changed. */
export const PUT = route(
  { access: 'operator', params: RefParams, body: SizingIgnore },
  async ({ actor, params, body }) => {
    await ignoreSizing(actor, params.ref, body)
    return sizingDetail(actor, params.ref)
  },
)

/** DELETE of it, `?kind=`: it is a finding again. */
export const DELETE = route(
  { access: 'operator', params: RefParams, query: SizingUnignore },
  async ({ actor, params, query }) => {
    await unignoreSizing(actor, params.ref, query.kind)
    return sizingDetail(actor, params.ref)
  },
)
