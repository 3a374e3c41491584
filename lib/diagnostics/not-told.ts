import type { NotTold } from '@/lib/model/access-lists'
import type { ProviderError } from '@/lib/providers/error'

/** What a cloud refused, as an answer has it. */
export const notTold = ({ operation, kind, code, vendorMessage }: ProviderError): NotTold & { operation: string } => ({
  operation: operation.split('/').at(-1) ?? operation,
  kind,
  code: code ?? null,
  message: vendorMessage ?? null,
})
