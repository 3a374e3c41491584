import { describe, expect, test } from 'vitest'
import { spanOf } from '@/lib/model/time-range'
import { areOutside, rangeAround, spanEnds, withSpan } from './spans'

const at = (text: string) => Date.parse(`2026-11-${text}:00Z`)
const span = (from: string, to: string) => ({ from: at(from), to: at(to) })
const now = at('22T08:30')

describe('a span that is added', () => {
  test('stands last when it is apart from the others', () => {
    const [one, other] = [span('22T07:00', '22T07:10'), span('22T06:00', '22T06:10')]
    expect(withSpan([one], other)).toEqual([one, other])
  })

  test('is one with all that it overlaps or touches, also through another', () => {
    const apart = span('22T01:00', '22T01:10')
    const spans = [span('22T07:00', '22T07:10'), apart, span('22T07:20', '22T07:30')]
    expect(withSpan(spans, span('22T07:05', '22T07:20'))).toEqual([apart, span('22T07:00', '22T07:30')])
    expect(withSpan(spans, span('22T07:11', '22T07:19'))).toHaveLength(4)
    // Two that overlap each other already, as an address may have them: the second is reached through the first.
    const chain = [span('22T07:25', '22T07:40'), span('22T07:08', '22T07:26')]
    expect(withSpan(chain, span('22T07:00', '22T07:09'))).toEqual([span('22T07:00', '22T07:40')])
  })

  test('within another one changes nothing', () => {
    const whole = span('22T07:00', '22T08:00')
    expect(withSpan([whole], span('22T07:10', '22T07:20'))).toEqual([whole])
  })
})

test('spans are outside of a range when no moment of any is within', () => {
  const range = span('22T05:30', '22T08:30')
  expect(areOutside([], range)).toBe(false)
  expect(areOutside([span('21T07:00', '21T07:20'), span('22T05:00', '22T05:30')], range)).toBe(true)
  expect(areOutside([span('21T07:00', '21T07:20'), span('22T05:00', '22T05:31')], range)).toBe(false)
})

test('a range around spans has them inside, with time before and after, and does not end later than now', () => {
  const of = (spans: { from: number; to: number }[]) => spanOf(rangeAround(spans, now), now)
  expect(of([span('21T07:00', '21T07:20')])).toEqual(span('21T06:30', '21T07:50'))
  expect(of([span('21T07:00', '21T07:20'), span('21T09:00', '21T09:20')])).toEqual(span('21T04:40', '21T11:40'))
  expect(of([span('22T08:10', '22T08:20')])).toEqual(span('22T07:40', '22T08:30'))
})

describe('the ends of a span in words', () => {
  const ends = (own: ReturnType<typeof span>, range: ReturnType<typeof span>, locale: 'en' | 'zh' = 'en') =>
    spanEnds(own, { range, now, zone: 'utc', locale })
  const today = span('22T05:30', '22T08:30')

  test('are clocks where it and the range are of today', () => {
    expect(ends(span('22T07:00', '22T07:20'), today)).toEqual(['07:00', '07:20'])
  })

  test('have the day where the span is of another one', () => {
    expect(ends(span('21T07:00', '21T07:20'), today)).toEqual(['21 Nov 07:00', '07:20'])
    expect(ends(span('21T07:00', '21T07:20'), today, 'zh')).toEqual(['11-21 07:00', '07:20'])
    expect(ends(span('20T23:50', '21T00:10'), today)).toEqual(['20 Nov 23:50', '21 Nov 00:10'])
  })

  test('have the day where the range is of another one, or longer than one', () => {
    expect(ends(span('22T07:00', '22T07:20'), span('21T05:00', '21T08:00'))).toEqual(['22 Nov 07:00', '07:20'])
    expect(ends(span('22T07:00', '22T07:20'), span('20T05:00', '22T08:00'))).toEqual(['22 Nov 07:00', '07:20'])
  })

  test('are clocks of a night that ends today', () => {
    expect(ends(span('21T23:50', '22T00:10'), span('21T22:00', '22T01:00'))).toEqual(['23:50', '00:10'])
  })
})
