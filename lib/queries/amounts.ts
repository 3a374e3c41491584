import { queryOptions } from '@tanstack/react-query'
import { type Amount, Amounts, MOST_AMOUNTS } from '@/lib/model/amount'
import { api } from './api'

/** Cells of one window of the list ask at the same time, and are asked for together. */
const GATHER_MS = 30

/** What instances cost a month; those without an answer have none. */
export const fetchAmounts = async (refs: readonly string[]): Promise<Amount[]> =>
  (await api.post('/api/costs/amounts', { refs }, { schema: Amounts })).items

interface Waiting {
  ref: string
  resolve: (amount: Amount | null) => void
  reject: (error: unknown) => void
}
let waiting: Waiting[] = []

function ask() {
  const all = waiting
  waiting = []
  for (let at = 0; at < all.length; at += MOST_AMOUNTS) {
    const part = all.slice(at, at + MOST_AMOUNTS)
    fetchAmounts(part.map(({ ref }) => ref)).then(
      (items) => {
        const of = new Map(items.map((item) => [item.ref, item]))
        for (const { ref, resolve } of part) resolve(of.get(ref) ?? null)
      },
      (error: unknown) => {
        for (const { reject } of part) reject(error)
      },
    )
  }
}

/** What one instance costs a month; null: nothing is kept of it yet. */
export const amountQuery = (ref: string) =>
  queryOptions({
    queryKey: ['costs', 'amount', ref],
    queryFn: () =>
      new Promise<Amount | null>((resolve, reject) => {
        if (waiting.length === 0) setTimeout(ask, GATHER_MS)
        waiting.push({ ref, resolve, reject })
      }),
    staleTime: 60_000,
  })
