import type { Price } from '@/lib/model/plan'
import { estimateFor, type RateQuestion } from '@/lib/model/rate-card'
import { cardAt } from './store'

/**
 * What the rate card that counts at that time says of each, in order; null: no price known. Per hour, or for the months
 * asked about.
 */
export async function estimatedPrices(questions: readonly RateQuestion[], at?: Date): Promise<(Price | null)[]> {
  const card = await cardAt(at)
  return questions.map((question) => {
    const priced = estimateFor(card, question)
    if (priced?.source.kind !== 'estimate') return null
    const { amount, currency, unit, source } = priced
    return {
      of: 'purchase',
      amount,
      original: null,
      discount: null,
      currency,
      per: unit === 'hour' ? 'hour' : 'once',
      requestId: null,
      estimate: { cardVersion: source.cardVersion, validFrom: source.validFrom },
    }
  })
}
