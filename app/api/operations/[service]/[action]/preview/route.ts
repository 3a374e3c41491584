import { OperationParams, operationAt } from '@/lib/bff/explorer/params'
import { previewOperation } from '@/lib/bff/explorer/preview'
import { route } from '@/lib/bff/route'
import { approvalOf } from '@/lib/changes/call-approval'
import { type CallPreview, OperationDraft } from '@/lib/model/operation'

export const POST = route(
  { access: 'viewer', params: OperationParams, body: OperationDraft },
  async ({ actor, params, body }): Promise<CallPreview> => {
    const operation = operationAt(params)
    // Throws first for whoever may not see the account.
    const preview = await previewOperation(actor, operation, body)
    return { ...preview, approval: await approvalOf(operation, body) }
  },
)
