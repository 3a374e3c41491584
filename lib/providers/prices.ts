import type { Priced } from '@/lib/model/plan-money'
import type { Input, Operation, Output } from '@/lib/operation'

/** What a cloud answered when it was asked for a price. */
export type Quote = Pick<Priced, 'amount' | 'currency' | 'original' | 'discount' | 'coupons' | 'promotions'>

/** The question for a price: a read of the same service, what its answer is for, and how it is understood. */
export interface PriceCall extends Pick<Priced, 'unit' | 'count' | 'of'> {
  operation: Operation
  input: Record<string, unknown>
  /** The kind of order that is asked about, in the cloud's word. */
  order: string
  read(data: unknown): Quote | null
}

/** A price question with the types of its row. */
export const priceCall = <O extends Operation>(
  operation: O,
  spec: Omit<PriceCall, 'operation' | 'input' | 'read'> & { input: Input<O>; read: (data: Output<O>) => Quote | null },
): PriceCall => ({ ...spec, operation, read: spec.read as PriceCall['read'] }) // called with the answer of this very row

/** What an action asks its cloud about money. The same question at two places is asked once. */
export interface MoneyQuestions {
  before?: PriceCall
  after?: PriceCall
  /** The order itself, where something is due at once. */
  today?: PriceCall
  /** What it means that no order is asked about. */
  withoutOrder?: 'by-hour' | 'later' | 'unknown'
  paid?: boolean
  refundUnknown?: boolean
  /** It ends so many months after its end, or after now, when it had none before (`isFirst`). */
  ends?: { months: number; after: string | null; isFirst?: boolean }
}
