import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { REPORT_PARTS, type ReportSum } from '@/lib/model/cost-report'
import { plus } from '@/lib/model/money'
import { monthName, monthStart } from '../amortise'
import { partOf } from '../ledger'
import { conversions, DAY, NOW, spansOf } from '../testing'
import { monthsOf } from '../trend'
import { gather, partsOf, sumsOf } from './gather'

const keptSince = NOW - 500 * DAY
const AMOUNTS = ['subscription', 'payAsYouGo', 'payable', 'list', 'estimated', 'ordered'] as const

/** Amounts by currency, those that are nothing left out. */
function amountsOf(sums: readonly ReportSum[]) {
  const all: Record<string, string> = {}
  for (const sum of sums)
    for (const name of AMOUNTS) {
      const key = `${sum.currency} ${name}`
      all[key] = plus(all[key] ?? '0', sum[name])
    }
  return Object.fromEntries(Object.entries(all).filter(([, amount]) => amount !== '0'))
}

/** One of the last months, the one that is not over among them. */
const aMonth = fc.nat(8).map((back) => {
  const from = monthStart(NOW, -back)
  return { from, to: Math.min(NOW, monthStart(from, 1)) }
})

describe('a report', () => {
  test('comes to what the cost page says of the same month, in each currency', () => {
    fc.assert(
      fc.property(spansOf, aMonth, conversions, (spans, month, exchange) => {
        const months = monthsOf(spans, { now: NOW, keptSince }, exchange, 20)
        const said = months.filter((one) => one.month === monthName(month.from))
        const sums = sumsOf(gather(spans, month, exchange).lines)
        for (const sum of sums) {
          const { currency, subscription, payAsYouGo, estimated, payable } = sum
          const same = said.find((one) => one.currency === currency)
          expect({ subscription, payAsYouGo, estimated }).toEqual({
            subscription: same?.subscription ?? '0',
            payAsYouGo: same?.payAsYouGo ?? '0',
            estimated: same?.estimated ?? '0',
          })
          expect(payable).toBe(plus(subscription, payAsYouGo))
        }
        expect(new Set(sums.map(({ currency }) => currency))).toEqual(
          new Set([...said, ...sums].map(({ currency }) => currency)),
        )
      }),
    )
  })

  test('has parts of each kind, and teams by themselves, that add up to it', () => {
    fc.assert(
      fc.property(spansOf, aMonth, conversions, (spans, month, exchange) => {
        const all = gather(spans, month, exchange)
        const whole = amountsOf(sumsOf(all.lines))
        for (const by of REPORT_PARTS) {
          const parts = partsOf(all, partOf(by, ''), () => null)
          expect(amountsOf(parts.flatMap(({ sums }) => sums))).toEqual(whole)
        }
        const teams = [...new Set(spans.map(({ payer }) => payer))]
        const apart = teams.flatMap((team) => {
          const mine = spans.filter(({ payer }) => payer === team)
          return sumsOf(gather(mine, month, exchange).lines)
        })
        expect(amountsOf(apart)).toEqual(whole)
      }),
    )
  })

  test('has every instance of the month in a line, among those without a price, or among those that were expired', () => {
    fc.assert(
      fc.property(spansOf, aMonth, conversions, (spans, month, exchange) => {
        const { lines, gaps, expired } = gather(spans, month, exchange)
        const named = new Set([...lines, ...gaps].map(({ span }) => span.ref).concat([...expired]))
        const there = spans.filter(({ since, until }) => since < month.to && (until ?? Infinity) > month.from)
        expect(named).toEqual(new Set(there.map(({ ref }) => ref)))
        for (const { ms, since, until } of gaps) {
          expect(ms).toBeGreaterThan(0)
          expect(since).toBeGreaterThanOrEqual(month.from)
          expect(until).toBeLessThanOrEqual(month.to)
        }
      }),
    )
  })
})
