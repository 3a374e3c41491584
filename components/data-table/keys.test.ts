import { describe, expect, test } from 'vitest'
import { intentOf } from './keys'
import { chosen, countOf, extend, isSelected, NOTHING, toggle } from './selection'
import { placesOf, rowsOf, rowsToDraw, viewOf, windowOf, windowsFor } from './windows'

const press = (
  key: string,
  modifiers: Partial<Record<'ctrlKey' | 'metaKey' | 'shiftKey' | 'altKey', boolean>> = {},
) => ({
  key,
  ctrlKey: false,
  metaKey: false,
  shiftKey: false,
  altKey: false,
  ...modifiers,
})

describe('keys', () => {
  test.each([
    ['ArrowDown', -1, 0],
    ['ArrowDown', 9_999, 9_999],
    ['ArrowUp', 0, 0],
    ['PageDown', 5, 25],
    ['PageUp', 5, 0],
    ['Home', 500, 0],
    ['End', 0, 9_999],
  ])('%s from row %i goes to row %i', (key, from, to) => {
    expect(intentOf(press(key), from, 10_000, 20)).toEqual({ do: 'move', to, extend: false })
  })

  test('Shift extends, Ctrl or Cmd with A takes all, other combinations stay with the browser', () => {
    expect(intentOf(press('ArrowDown', { shiftKey: true }), 1, 10, 5)).toEqual({ do: 'move', to: 2, extend: true })
    expect(intentOf(press('a', { ctrlKey: true }), 1, 10, 5)).toEqual({ do: 'all' })
    expect(intentOf(press('a', { metaKey: true }), 1, 10, 5)).toEqual({ do: 'all' })
    expect(intentOf(press('c', { ctrlKey: true }), 1, 10, 5)).toBeUndefined()
    expect(intentOf(press('ArrowLeft', { altKey: true }), 1, 10, 5)).toBeUndefined()
    expect(intentOf(press('a'), 1, 10, 5)).toBeUndefined()
  })

  test('an empty table moves nowhere and chooses nothing', () => {
    expect(intentOf(press('ArrowDown'), -1, 0, 5)).toBeUndefined()
    expect(intentOf(press('End'), -1, 0, 5)).toBeUndefined()
    expect(intentOf(press('a', { ctrlKey: true }), -1, 0, 5)).toBeUndefined()
    expect(intentOf(press(' '), -1, 0, 5)).toBeUndefined()
  })
})

describe('selection', () => {
  test('a row is added, and taken out again', () => {
    const one = toggle(NOTHING, 'a', 3)
    expect(one).toMatchObject({ anchor: 3 })
    expect(isSelected(one, 'a')).toBe(true)
    expect(countOf(toggle(one, 'a', 3), 50)).toBe(0)
  })

  test('Shift keeps the anchor, so that extending again starts from the same row', () => {
    const three = extend(toggle(NOTHING, 'a', 3), ['b', 'c'], 3)
    expect(three).toMatchObject({ anchor: 3 })
    expect(countOf(three, 50)).toBe(3)
  })

  test('all counts what matches, before the server has named the rows', () => {
    expect(countOf({ kind: 'all' }, 9_400)).toBe(9_400)
    expect(isSelected({ kind: 'all' }, 'never seen')).toBe(true)
    expect(countOf(chosen(['a', 'b']), 9_400)).toBe(2)
  })
})

describe('windows', () => {
  test('the rows that are seen are covered, and nothing beyond the end is asked for', () => {
    expect(windowsFor(0, 29, 10_000)).toEqual([0])
    expect(windowsFor(29, 30, 10_000)).toEqual([0, 1])
    expect(windowsFor(90, 130, 10_000)).toEqual([2, 3])
    expect(windowsFor(9_990, 10_050, 10_000)).toEqual([200])
    expect(windowsFor(0, 40, 0)).toEqual([0])
  })

  test('after the list has shrunk, the last window is asked for, not one that is gone', () => {
    expect(windowsFor(5_000, 5_030, 150)).toEqual([3])
  })

  test('every row is in one window, which holds it', () => {
    for (let index = 0; index < 400; index++) {
      const { offset, limit } = rowsOf(windowOf(index))
      expect(index).toBeGreaterThanOrEqual(offset)
      expect(index).toBeLessThan(offset + limit)
    }
    expect(rowsOf(1).offset).toBe(rowsOf(0).limit)
  })

  test('every row on the screen is drawn at every scroll position, and none that is not there', () => {
    const [count, rowPx, room] = [10_000, 36, 640]
    for (const scrollTop of [0, 1, 35, 36, 143, 144, 100_001, count * rowPx - room]) {
      const { first, last } = rowsToDraw(viewOf(scrollTop, room, rowPx), count, 0)
      expect(first * rowPx).toBeLessThanOrEqual(scrollTop)
      expect((last + 1) * rowPx).toBeGreaterThanOrEqual(scrollTop + room)
      expect(last).toBeLessThan(count)
    }
    expect(rowsToDraw(viewOf(0, room, rowPx), 0, 6)).toEqual({ first: 0, last: -1 })
    expect(rowsToDraw(viewOf(0, room, rowPx), 3, 6)).toEqual({ first: 0, last: 2 })
  })

  test('a list that became shorter while it was scrolled shows its end', () => {
    const { first, last } = rowsToDraw(viewOf(180_000, 640, 36), 150, 6)
    expect(last).toBe(149)
    expect(first).toBeLessThan(130)
  })
})

describe('the elements of rows', () => {
  const range = (first: number, last: number) => Array.from({ length: last - first + 1 }, (_, i) => first + i)
  const indexes = (places: { index: number }[]) => places.map(({ index }) => index)

  test('no two rows share one, and a row keeps its own while it is drawn', () => {
    const before = placesOf(range(4, 39), 36, 4)
    const after = placesOf(range(8, 43), 36, 4)
    expect(new Set(after.map(({ key }) => key)).size).toBe(36)
    for (const { key, index } of before) {
      const same = after.find((place) => place.index === index)
      if (same) expect(same.key).toBe(key)
    }
  })

  test('stay where they are while rows move, and stand in the order of the rows afterwards', () => {
    const keys = (places: { key: unknown }[]) => places.map(({ key }) => key)
    const before = placesOf(range(0, 35), 36, 0)
    expect(keys(placesOf(range(20, 55), 36, 0))).toEqual(keys(before))
    expect(indexes(placesOf(range(20, 55), 36, 20))).toEqual(range(20, 55))
    expect(indexes(placesOf(range(9_990, 9_999), 36, 9_990))).toEqual(range(9_990, 9_999))
  })
})
