import { describe, expect, test } from 'vitest'
import {
  formatAgo,
  formatDate,
  formatDuration,
  formatEnds,
  formatFull,
  formatMemory,
  formatNumber,
  formatTime,
  measureText,
} from './format'
import { localeOf } from './locale'

const now = Date.parse('2026-11-21T03:15:07Z')

describe('times', () => {
  test.each([
    ['2026-11-21T00:02:00Z', '00:02', '00:02'],
    ['2026-11-19T03:06:00Z', '19 Nov 03:06', '11-19 03:06'],
    ['2025-12-31T23:59:00Z', '31 Dec 2025 23:59', '2025-12-31 23:59'],
  ])('%s is as short as it can be told on 21 Nov 2026', (at, en, zh) => {
    expect(formatTime(at, { now, zone: 'utc', locale: 'en' })).toBe(en)
    expect(formatTime(at, { now, zone: 'utc', locale: 'zh' })).toBe(zh)
  })

  test.each([
    ['21T00:10', '21T03:10', ['00:10', '03:10']],
    ['20T21:53', '21T00:53', ['21:53', '00:53']],
    ['20T03:00', '20T04:00', ['20 Nov 03:00', '04:00']],
    ['19T21:00', '20T02:00', ['19 Nov 21:00', '20 Nov 02:00']],
    ['20T03:10', '21T03:10', ['20 Nov 03:10', '21 Nov 03:10']],
  ])('of %s to %s the day is told where the clock could be of another', (from, to, words) => {
    const span = { from: Date.parse(`2026-11-${from}:00Z`), to: Date.parse(`2026-11-${to}:00Z`) }
    expect(formatEnds(span, { now, zone: 'utc', locale: 'en' })).toEqual(words)
  })

  test('the whole moment names its zone', () => {
    expect(formatFull('2026-11-21T03:15:07Z', 'utc')).toBe('2026-11-21 03:15:07 UTC')
  })

  test('a day always has its year', () => {
    expect(formatDate('2027-02-18T00:00:00Z', { zone: 'utc', locale: 'en' })).toBe('18 Feb 2027')
    expect(formatDate('2027-02-18T00:00:00Z', { zone: 'utc', locale: 'zh' })).toBe('2027-02-18')
    const now = Date.parse('2027-11-21T00:00:00Z')
    expect(formatDate('2027-02-18T00:00:00Z', { zone: 'utc', locale: 'en', now })).toBe('18 Feb')
    expect(formatDate('2026-12-31T00:00:00Z', { zone: 'utc', locale: 'en', now })).toBe('31 Dec 2026')
  })

  test('what is no moment is shown as it came', () => {
    expect(
      formatTime('2026-11-21T03:15:07Z', {
        now: Date.parse('2026-11-21T05:00:00Z'),
        zone: 'utc',
        locale: 'en',
        seconds: true,
      }),
    ).toBe('03:15:07')
    expect(formatTime('soon', { now, zone: 'utc', locale: 'en' })).toBe('soon')
  })
})

test.each([
  [14, '14 s ago', '14 秒前'],
  [17 * 60 + 59, '17 min ago', '17 分钟前'],
  [47 * 3600, '47 h ago', '47 小时前'],
  [5 * 86_400, '5 d ago', '5 天前'],
  [-3, '0 s ago', '0 秒前'],
])('an age of %d s', (seconds, en, zh) => {
  expect(formatAgo(seconds, 'en')).toBe(en)
  expect(formatAgo(seconds, 'zh')).toBe(zh)
})

test.each([
  [0, '0 s'],
  [372, '6 min 12 s'],
  [3600, '1 h'],
  [86_400 + 60, '1 d'],
  [86_400 + 3_600 * 2, '1 d 2 h'],
])('%d s as a length of time', (seconds, text) => {
  expect(formatDuration(seconds, 'en')).toBe(text)
})

test.each([
  [512, '512 MB'],
  [1024, '1 GB'],
  [1536, '1.5 GB'],
  [54_886, '53.6 GB'],
  [1_069_548, '1.02 TB'],
])('%d MB of memory', (mb, text) => {
  expect(measureText(formatMemory(mb)).replace('\u2009', ' ')).toBe(text)
})

test('a negative number has a real minus sign', () => {
  expect(formatNumber(-18_402_116)).toBe('−18,402,116')
})

test.each([
  ['zh-CN,zh;q=0.9,en;q=0.8', 'zh'],
  ['en-US,en;q=0.9', 'en'],
  ['fr;q=0.9, en;q=0.2, zh-TW;q=0.5', 'zh'],
  ['fr', undefined],
  ['zh;q=0', undefined],
  [null, undefined],
])('Accept-Language %s', (header, locale) => {
  expect(localeOf(header)).toBe(locale)
})
