import { idempotencyKeyOf } from '@/lib/bff/door/once'
import { callOperation } from '@/lib/bff/explorer/call'
import { OperationParams, operationAt } from '@/lib/bff/explorer/params'
import { route } from '@/lib/bff/route'
import { OperationCall } from '@/lib/model/operation'

export const POST = route(
  { access: 'viewer', params: OperationParams, body: OperationCall },
  ({ request, actor, params, body, signal }) =>
    callOperation(actor, operationAt(params), body, { signal, idempotencyKey: idempotencyKeyOf(request.headers) }),
)
