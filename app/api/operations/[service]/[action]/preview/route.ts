import { OperationParams, operationAt } from '@/lib/bff/explorer/params'
import { previewOperation } from '@/lib/bff/explorer/preview'
import { route } from '@/lib/bff/route'
import { OperationDraft } from '@/lib/model/operation'

export const POST = route(
  { access: 'viewer', params: OperationParams, body: OperationDraft },
  ({ actor, params, body }) => previewOperation(actor, operationAt(params), body),
)
