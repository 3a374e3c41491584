import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { within } from './allow-list'
import {
  type Block,
  blockText,
  contains,
  difference,
  isFault,
  lastOf,
  opensToEveryone,
  readBlock,
  readList,
  union,
} from './cidr'

const block = (text: string): Block => {
  const read = readBlock(text)
  if (isFault(read)) throw new Error(`${text}: ${read.code}`)
  return read
}
const blocks = (text: string) => readList(text).blocks
const texts = (all: readonly Block[]) => all.map(blockText)

/** Blocks within 10.0.0.0/24 or within fd00::/120, so that a set of all addresses is a plain reference. */
const small = fc
  .record({
    family: fc.constantFrom<4 | 6>(4, 6),
    host: fc.integer({ min: 0, max: 255 }),
    length: fc.integer({ min: 0, max: 8 }),
  })
  .map(({ family, host, length }) => {
    const address = family === 4 ? `10.0.0.${host}` : `fd00::${host.toString(16)}`
    return block(`${address}/${(family === 4 ? 24 : 120) + length}`)
  })
const list = fc.array(small, { maxLength: 12 })
function members(all: readonly Block[]): Set<string> {
  const found = new Set<string>()
  for (const one of all) for (let at = one.first; at <= lastOf(one); at++) found.add(`${one.family} ${at}`)
  return found
}

describe('an entry', () => {
  test.each([
    ['10.0.0.1', '10.0.0.1'],
    [' 10.0.0.1/32 ', '10.0.0.1'],
    ['10.1.2.3/8', '10.0.0.0/8'],
    ['0.0.0.0/0', '0.0.0.0/0'],
    ['255.255.255.255', '255.255.255.255'],
    ['::/0', '::/0'],
    ['2001:DB8:0:0:0:0:0:1', '2001:db8::1'],
    ['2001:db8:0:1:1:1:1:1', '2001:db8:0:1:1:1:1:1'],
    ['2001:0:0:1:0:0:0:1', '2001:0:0:1::1'],
    ['2001:db8:0:0:1:0:0:1/128', '2001:db8::1:0:0:1'],
    ['fe80::1/10', 'fe80::/10'],
    ['::ffff:192.0.2.1', '::ffff:192.0.2.1'],
    ['1:2:3:4:5:6:7::', '1:2:3:4:5:6:7:0'],
  ])('%s is %s', (text, normal) => {
    expect(blockText(block(text))).toBe(normal)
  })

  test.each([
    ['', 'not-an-address', ''],
    ['example.com', 'not-an-address', 'example.com'],
    ['10.0.0', 'parts', '10.0.0'],
    ['10.0.0.0.1', 'parts', '10.0.0.0.1'],
    ['10.0.0.256', 'part', '256'],
    ['10.0..1', 'part', '10.0..1'],
    ['10.0.0.010', 'leading-zero', '010'],
    ['10.0.0.0/33', 'prefix', '/33'],
    ['10.0.0.0/', 'prefix', '/'],
    ['10.0.0.0/08', 'prefix', '/08'],
    ['10.0.0.0/255.0.0.0', 'prefix', '/255.0.0.0'],
    ['fd00::/129', 'prefix', '/129'],
    ['10.0.0.0/8/8', 'two-slashes', '10.0.0.0/8/8'],
    ['10.0.0.1-10.0.0.9', 'range', '10.0.0.1-10.0.0.9'],
    ['fe80::1%eth0', 'zone', 'fe80::1%eth0'],
    ['1::2::3', 'not-an-address', '1::2::3'],
    ['1:2:3:4:5:6:7', 'not-an-address', '1:2:3:4:5:6:7'],
    ['1:2:3:4:5:6:7:8::', 'not-an-address', '1:2:3:4:5:6:7:8::'],
    ['fd00::12345', 'no-word', '12345'],
    ['::ffff:1.2.3.400', 'part', '400'],
  ])('%s is refused for %s', (text, code, value) => {
    expect(readBlock(text)).toEqual({ code, value })
  })

  test('is refused where the cloud does not take its family or its width', () => {
    const limits = { families: [4], leastPrefix: 1 } as const
    expect(readBlock('fd00::1', limits)).toEqual({ code: 'family', value: 'fd00::1' })
    expect(readBlock('10.0.0.0/0', limits)).toEqual({ code: 'prefix-least', value: '/0' })
    expect(readBlock('0.0.0.0/0', limits)).toEqual({ family: 4, first: 0n, prefix: 0 })
  })

  test('comes back from its text, whatever it is', () => {
    const any = fc.oneof(
      fc.tuple(fc.ipV4(), fc.integer({ min: 0, max: 32 })),
      fc.tuple(fc.ipV6(), fc.integer({ min: 0, max: 128 })),
    )
    fc.assert(
      fc.property(any, ([address, prefix]) => {
        const read = block(`${address}/${prefix}`)
        expect(read).toEqual(block(blockText(read)))
        expect(contains(read, block(address))).toBe(true)
      }),
    )
  })
})

describe('a list', () => {
  test('is read whole, with what is wrong, double, within another, and wider than it looks', () => {
    const read = readList('10.0.0.1, 10.0.0.1/32\n10.0.0.7/24;nobody，192.168.0.300')
    expect(texts(read.blocks)).toEqual(['10.0.0.1', '10.0.0.0/24'])
    expect(read.duplicates).toEqual(['10.0.0.1/32'])
    expect(read.overlaps).toEqual([{ inner: '10.0.0.1', outer: '10.0.0.0/24' }])
    expect(read.widened).toEqual([{ entry: '10.0.0.7/24', means: '10.0.0.0/24' }])
    expect(read.faults).toEqual([
      { entry: 'nobody', fault: { code: 'not-an-address', value: 'nobody' } },
      { entry: '192.168.0.300', fault: { code: 'part', value: '300' } },
    ])
  })

  test('says that it is open to everyone, also where two halves make it so', () => {
    expect(opensToEveryone(blocks('10.0.0.1,0.0.0.0/0'))).toBe(true)
    expect(opensToEveryone(blocks('0.0.0.0/1,128.0.0.0/1'))).toBe(true)
    expect(opensToEveryone(blocks('::/0'))).toBe(true)
    expect(opensToEveryone(blocks('0.0.0.0/1,128.0.0.0/2'))).toBe(false)
    expect(opensToEveryone([])).toBe(false)
  })
})

describe('sets of addresses', () => {
  test('a union has the addresses of both', () => {
    fc.assert(
      fc.property(list, list, (a, b) => {
        expect(members(union(a, b))).toEqual(new Set([...members(a), ...members(b)]))
      }),
    )
  })

  test('a difference has what only the first has', () => {
    fc.assert(
      fc.property(list, list, (a, b) => {
        const gone = members(b)
        expect(members(difference(a, b))).toEqual(new Set([...members(a)].filter((one) => !gone.has(one))))
      }),
    )
  })

  test('equal sets are the same blocks, in the same order, none in or beside another', () => {
    fc.assert(
      fc.property(list, (a) => {
        const whole = union(a)
        expect(union(whole.toReversed(), whole)).toEqual(whole)
        for (const one of whole)
          expect(whole.some((other) => other !== one && (contains(other, one) || contains(one, other)))).toBe(false)
      }),
    )
  })

  test('one block is in another exactly when nothing of it is left without that', () => {
    fc.assert(
      fc.property(small, small, (a, b) => {
        expect(contains(b, a)).toBe(difference([a], [b]).length === 0)
      }),
    )
  })

  test('are calculated without running out at the ends', () => {
    expect(texts(difference(blocks('::/0'), blocks('::')))).toHaveLength(128)
    expect(texts(difference(blocks('0.0.0.0/0'), blocks('255.255.255.255'))).at(-1)).toBe('255.255.255.254')
    expect(texts(union(blocks('0.0.0.0/0,::/0')))).toEqual(['0.0.0.0/0', '::/0'])
  })
})

test('an entry is found in the blocks that are there, be it the same, narrower, or neither', () => {
  expect(within(['10.0.0.0/24', '10.0.0.9', '192.168.0.0/16', '11.0.0.0/8'], ['10.0.0.0/8', '192.168.0.0/16'])).toEqual(
    [
      { inner: '10.0.0.0/24', outer: '10.0.0.0/8' },
      { inner: '10.0.0.9', outer: '10.0.0.0/8' },
      { inner: '192.168.0.0/16', outer: '192.168.0.0/16' },
    ],
  )
  expect(within(['10.0.0.0/8'], ['10.0.0.9'])).toEqual([])
})
