import { describe, expect, test } from 'vitest'
import { defaultLayout, moveColumn, moveShown, readLayout, toggleColumn, visibleColumns, writeLayout } from './layout'

const columns = [
  { id: 'name', size: 200, pinned: true },
  { id: 'status', size: 100 },
  { id: 'zone', size: 80, hidden: true },
  { id: 'team', size: 100, fold: 2 },
  { id: 'architecture', size: 120, fold: 1 },
]
const ids = (list: { id: string }[]) => list.map(({ id }) => id)

describe('the layout of a table', () => {
  test('what was stored comes back, in its order and with its widths', () => {
    const layout = toggleColumn(moveColumn(defaultLayout(columns), 'team', -2), 'zone')
    const stored = writeLayout({ ...toggleColumn(layout, 'status'), sizes: { status: 180, name: 333 } })
    expect(readLayout(columns, stored)).toEqual({
      order: ['team', 'status', 'zone', 'architecture'],
      shown: ['team', 'zone', 'architecture'],
      sizes: { status: 180, name: 333 },
    })
    // Letters that a cookie may hold.
    expect(stored).toMatch(/^[\w.-]+$/)
  })

  test('a column that the product gained or lost does not break what a person stored', () => {
    const stored = 'gone_100.team.-status'
    const layout = readLayout(columns, stored)
    expect(layout.order).toEqual(['team', 'zone', 'status', 'architecture'])
    expect(layout.shown).toEqual(['team', 'architecture'])
    expect(layout.sizes).toEqual({})
  })

  test.each(['', 'two words', '{"order":[]}', 'team..status', 'team_wide', '--team', '__proto__', 'team.'.repeat(300)])(
    'an unreadable cookie (%s) gives the default',
    (stored) => expect(readLayout(columns, stored)).toEqual(defaultLayout(columns)),
  )

  test('a width outside what the column allows is brought back inside', () => {
    expect(readLayout(columns, 'status_2.team_9000').sizes).toEqual({ status: 56, team: 640 })
  })

  test('one step moves past one shown column, whatever is hidden between', () => {
    const layout = moveShown(defaultLayout(columns), 'status', 1)
    expect(ids(visibleColumns(columns, layout))).toEqual(['name', 'team', 'status', 'architecture'])
    expect(moveShown(layout, 'team', -1)).toBe(layout)
  })

  test('short of room, columns leave in the order of their folding and no further than needed', () => {
    const layout = defaultLayout(columns)
    expect(ids(visibleColumns(columns, layout, 600))).toEqual(['name', 'status', 'team', 'architecture'])
    expect(ids(visibleColumns(columns, layout, 450))).toEqual(['name', 'status', 'team'])
    expect(ids(visibleColumns(columns, layout, 100))).toEqual(['name', 'status'])
  })
})
