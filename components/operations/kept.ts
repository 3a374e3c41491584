import type { Filled } from '@/lib/explorer/address'
import type { OperationAnswer } from '@/lib/model/operation'

/** How the last call ended, when it was sent, and what. */
export type Outcome = { at: number; tookMs: number; sent: Filled } & ({ answer: OperationAnswer } | { error: unknown })

interface KeptForm {
  filled: Filled
  outcome?: Outcome
}

/**
 * Forms that were filled since the explorer was opened, by operation, with their last answers: going to another
 * operation and back loses nothing. In the page's memory only, secrets included.
 */
export class Kept {
  readonly #forms = new Map<string, KeptForm>()
  /** Where the last form was to be sent: the next one begins there. */
  place: { accountId: string; region: string } = { accountId: '', region: '' }

  /** Answers stand below form and preview, over the whole width. */
  isWide = false

  of(operation: string): KeptForm | undefined {
    return this.#forms.get(operation)
  }

  fill(operation: string, filled: Filled): void {
    this.place = { accountId: filled.accountId, region: filled.region }
    this.#forms.set(operation, { ...this.#forms.get(operation), filled })
  }

  end(operation: string, filled: Filled, outcome: Outcome): void {
    this.#forms.set(operation, { filled: this.of(operation)?.filled ?? filled, outcome })
  }
}
