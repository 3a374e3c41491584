import { type SQL, sql } from 'drizzle-orm'
import type { ExchangeRate, ExchangeRates } from '@/lib/model/cost'
import { rateAt } from '../sums'

/** How amounts count in sums, as columns: as `exchangeOf` has it, each by itself and to the cent, by the rates of one moment. */
export interface Conversion {
  /** The rates in force; of currencies that have none nothing is converted. */
  rates: ExchangeRate[]
  amount(amount: SQL, currency: SQL): SQL
  currency(currency: SQL): SQL
}

/** By the rates in force at a moment: of what is still to be paid nobody knows the rate of its own day. */
export function conversionAt(exchange: Pick<ExchangeRates, 'currency' | 'rates'>, at: number): Conversion {
  const { currency: into } = exchange
  const named = into === null ? [] : [...new Set(exchange.rates.map(({ currency }) => currency))]
  const rates = named.flatMap((currency) => rateAt(exchange, currency, at) ?? [])
  if (rates.length === 0) return { rates, amount: (amount) => amount, currency: (currency) => currency }
  return {
    rates,
    amount: (amount, currency) =>
      sql`case ${sql.join(
        rates.map((one) => sql`when ${currency} = ${one.currency} then round(${amount} * ${one.rate}::numeric, 2)`),
        sql` `,
      )} else ${amount} end`,
    currency: (currency) =>
      sql`case when ${currency} = any(${sql.param(rates.map((one) => one.currency))}::text[]) then ${into} else ${currency} end`,
  }
}
