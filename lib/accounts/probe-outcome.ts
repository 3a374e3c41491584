import type { ProbeCell } from '@/lib/model/account'
import { ProviderError, type ProviderErrorKind } from '@/lib/providers/error'

export type CellResult = Pick<ProbeCell, 'outcome' | 'code' | 'message' | 'requestId' | 'reason'>

const NOTHING = { code: null, message: null, requestId: null, reason: null }

export const RUNNING: CellResult = { ...NOTHING, outcome: 'running' }

export const succeeded = (requestId: string | undefined): CellResult => ({
  ...NOTHING,
  outcome: 'ok',
  requestId: requestId ?? null,
})

export const notChecked = (reason: NonNullable<CellResult['reason']>): CellResult => ({
  ...NOTHING,
  outcome: 'not-checked',
  reason,
})

const OUTCOMES: Partial<Record<ProviderErrorKind, CellResult['outcome']>> = {
  denied: 'denied',
  'wrong-key': 'wrong-key',
  'expired-key': 'wrong-key',
  unreachable: 'unreachable',
  timeout: 'unreachable',
  dropped: 'unreachable',
  unsupported: 'unsupported',
}

/** What a failed call means for its cell. What is no provider's answer is thrown on: it is our fault, not the key's. */
export function failedWith(error: unknown): CellResult {
  if (!(error instanceof ProviderError)) throw error
  return {
    outcome: OUTCOMES[error.kind] ?? 'failed',
    // Where the cloud gave no code of its own, our word for what happened.
    code: error.code ?? error.kind,
    message: error.vendorMessage ?? null,
    requestId: error.requestId ?? null,
    reason: null,
  }
}
