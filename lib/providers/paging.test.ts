import fc from 'fast-check'
import { expect, test } from 'vitest'
import { listAll } from './paging'

const rowsOf = (ids: string[]) => ids.map((id) => ({ id }))
const numbered = (count: number) => Array.from({ length: count }, (_, i) => `i-${i}`)

/** A list whose rows may change before each call. */
function cloud(fleet: string[], size: number, change: (call: number) => void = () => {}) {
  let calls = 0
  const seen: string[] = []
  return {
    calls: () => calls,
    seen,
    run: () =>
      listAll({
        size,
        onPage: (rows) => void seen.push(...rows.map(({ id }) => id)),
        fetch: async (page) => {
          change(++calls)
          return { total: fleet.length, rows: rowsOf(fleet.slice(page * size, (page + 1) * size)) }
        },
      }),
  }
}

test.each([
  [0, 1],
  [1, 1],
  [50, 1],
  [51, 2],
  [1000, 20],
])('%i instances take %i calls and no more', async (count, calls) => {
  const list = cloud(numbered(count), 50)
  const { complete, ids } = await list.run()
  expect([complete, ids.size, list.calls()]).toEqual([true, count, calls])
})

test('whatever comes and goes while pages are read: no row is lost, no ghost is kept, or it says incomplete', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.integer({ min: 0, max: 60 }),
      fc.array(fc.record({ at: fc.integer({ min: 1, max: 12 }), add: fc.boolean(), where: fc.nat(60) }), {
        maxLength: 4,
      }),
      async (count, changes) => {
        const fleet = numbered(count)
        const always = new Set(fleet)
        const ever = new Set(fleet)
        const list = cloud(fleet, 10, (call) => {
          for (const { at, add, where } of changes) {
            if (at !== call) continue
            if (add) {
              const id = `new-${ever.size}`
              ever.add(id)
              fleet.splice(Math.min(where, fleet.length), 0, id)
            } else {
              const [gone] = fleet.splice(Math.min(where, fleet.length - 1), 1)
              if (gone) always.delete(gone)
            }
          }
        })
        const { complete, ids } = await list.run()
        for (const id of ids) expect(ever).toContain(id)
        // A change that leaves every count as it was (one came, one went) cannot be seen from outside.
        const steady = changes.every(({ at }) => at > list.calls())
        if (complete && steady) expect(ids).toEqual(always)
        if (changes.length === 0) expect(complete).toBe(true)
      },
    ),
  )
})

test('an instance that vanished while pages were read is not among the ids of the pass that agreed', async () => {
  const fleet = numbered(25)
  const list = cloud(fleet, 10, (call) => {
    if (call === 2) fleet.splice(0, 1)
  })
  const { complete, ids } = await list.run()
  expect(complete).toBe(true)
  expect(ids).toEqual(new Set(numbered(25).slice(1)))
  expect(list.seen).toContain('i-0')
})

test.each([
  ['a total that lies', () => ({ total: 1e9, rows: rowsOf(numbered(10)) })],
  ['a page that repeats', () => ({ total: 30, rows: rowsOf(numbered(10)) })],
  ['no rows but a total', () => ({ total: 30, rows: [] })],
])('%s ends, and is incomplete', async (_name, answer) => {
  let calls = 0
  const { complete } = await listAll({
    size: 10,
    onPage: () => {},
    fetch: async () => {
      calls++
      return answer()
    },
  })
  expect(complete).toBe(false)
  expect(calls).toBeLessThanOrEqual(2 * (1 + 16))
})

test('a page that fails fails the list, and nothing arrives after that', async () => {
  let arrived = 0
  let over = false
  const run = listAll({
    size: 10,
    onPage: () => {
      if (over) arrived++
    },
    fetch: async (page) => {
      await new Promise((resolve) => setTimeout(resolve, page * 3))
      if (page === 2) throw new Error('page 2')
      return { total: 100, rows: rowsOf(numbered(10)) }
    },
  })
  await expect(run).rejects.toThrow('page 2')
  over = true
  await new Promise((resolve) => setTimeout(resolve, 50))
  expect(arrived).toBe(0)
})
