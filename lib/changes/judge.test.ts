import { describe, expect, test } from 'vitest'
import { someFacts } from '@/lib/inventory/testing'
import type { InstanceDetail, Status } from '@/lib/model/instance'
import type { Aim } from '@/lib/providers/actions'
import { bareDetail } from '@/lib/providers/facts'
import { judge, type Sighting } from './judge'

const seen = (status: Status, over: Partial<InstanceDetail> = {}): InstanceDetail => ({
  ...bareDetail(someFacts({ status, name: 'old' })),
  ...over,
})
const named: Aim[] = [{ field: 'facts.name', is: 'equal', value: 'new' }]
const isNamed = seen('running', { facts: someFacts({ status: 'running', name: 'new' }) })

const verdict = (over: Partial<Sighting>) => {
  const { next, ...rest } = judge({
    actionId: 'rename',
    action: { operation: { async: false } },
    aims: named,
    detail: seen('running'),
    answered: true,
    seenAtWork: false,
    graceOver: true,
    ...over,
  })
  return `${next} ${'finding' in rest ? rest.finding : rest.atWork ? 'at work' : ''}`.trim()
}

describe('what can be read', () => {
  test.each<[string, Partial<Sighting>, string]>([
    ['it is as wanted', { detail: isNamed }, 'done as-wanted'],
    ['as wanted, although no answer came', { detail: isNamed, answered: false }, 'done as-wanted'],
    ['not yet', { graceOver: false }, 'wait'],
    ['taken, and not so', {}, 'human not-as-wanted'],
    ['never answered, and not so: it did not happen', { answered: false }, 'failed not-as-wanted'],
    ['seen at work, then not so', { answered: false, seenAtWork: true }, 'human not-as-wanted'],
    ['it came to rest in error', { detail: seen('error'), answered: false }, 'human not-as-wanted'],
    ['a cloud works on it', { detail: seen('changing') }, 'wait'],
    ['it is gone, which nobody wanted', { detail: undefined }, 'human not-there'],
  ])('%s', (_, over, said) => expect(verdict(over)).toBe(said))
})

describe('what cannot be read', () => {
  const flush = { actionId: 'flush', aims: [], action: { operation: { async: true } } } as const
  test.each<[string, Partial<Sighting>, string]>([
    ['it is at work', { detail: seen('flushing') }, 'wait at work'],
    ['other work is none of it', { detail: seen('backing-up') }, 'wait'],
    ['it was at work and rests', { seenAtWork: true, answered: false }, 'done seen-at-work'],
    ['it was at work and ended in error', { seenAtWork: true, detail: seen('error') }, 'human taken-unread'],
    ['taken, and too early to tell', { graceOver: false }, 'wait'],
    ['taken, and at rest', {}, 'done answered'],
    ['never answered', { answered: false }, 'human cannot-tell'],
    ['never answered, and too early to tell', { answered: false, graceOver: false }, 'wait'],
    ['done with the answer', { action: { operation: { async: false } }, graceOver: false }, 'done answered'],
  ])('%s', (_, over, said) => expect(verdict({ ...flush, ...over })).toBe(said))
})

describe('what was observed beyond the detail', () => {
  const direct: Aim[] = [{ field: 'seen.directAccess', is: 'equal', value: true }]
  const observed = (value: boolean) => ({ ...seen('running'), seen: { directAccess: value } })
  test.each<[string, Partial<Sighting>, string]>([
    ['it is as wanted', { detail: observed(true), answered: false }, 'done as-wanted'],
    ['it is not', { detail: observed(false), answered: false }, 'failed not-as-wanted'],
    ['it could not be observed, and was answered', {}, 'done answered'],
    ['it could not be observed, nor was it answered', { answered: false }, 'human cannot-tell'],
    ['it is under way', { detail: { ...seen('running'), seen: { atWork: true } } }, 'wait at work'],
  ])('%s', (_, over, said) => expect(verdict({ aims: direct, ...over })).toBe(said))
})

describe('what the cloud does in its window', () => {
  test.each<[string, Partial<Sighting>, string]>([
    ['it waits for it', { graceOver: false }, 'wait'],
    ['without an answer the state tells nothing', { answered: false }, 'human cannot-tell'],
    ['the window is over and it is not so', {}, 'human not-as-wanted'],
    ['what cannot be read waits too', { aims: [], graceOver: false }, 'wait'],
    ['and ends with the window', { aims: [] }, 'done window-over'],
  ])('%s', (_, over, said) => expect(verdict({ inWindow: true, ...over })).toBe(said))
})

describe('an order that waits to be paid', () => {
  test.each<[string, Partial<Sighting>, string]>([
    ['taken, and nothing changed', {}, 'ordered order-waits'],
    ['taken, and too early to tell', { graceOver: false }, 'wait'],
    ['paid meanwhile', { detail: isNamed }, 'done as-wanted'],
    ['never answered: an order may be there', { answered: false }, 'human cannot-tell'],
    ['paid, seen at work, and not so', { seenAtWork: true }, 'human not-as-wanted'],
  ])('%s', (_, over, said) => expect(verdict({ unpaid: true, ...over })).toBe(said))
})

test('a release is done when its instance is gone, and not before', () => {
  const release = { actionId: 'release', aims: [{ field: 'instance', is: 'gone' }] } as const
  expect(verdict({ ...release, detail: undefined, answered: false })).toBe('done gone')
  expect(verdict({ ...release, detail: seen('releasing') })).toBe('wait at work')
  expect(verdict({ ...release, detail: seen('running'), answered: false })).toBe('failed not-as-wanted')
})

test('a renewal is done when the end is later than it was', () => {
  const until = (expiresAt: string | null) => seen('running', { facts: someFacts({ expiresAt }) })
  const aims: Aim[] = [{ field: 'facts.expiresAt', is: 'later', than: '2026-05-01T00:00:00.000Z' }]
  expect(verdict({ actionId: 'renew', aims, detail: until('2026-06-01T00:00:00.000Z') })).toBe('done as-wanted')
  for (const end of ['2026-05-01T00:00:00.000Z', null]) {
    expect(verdict({ actionId: 'renew', aims, detail: until(end), answered: false })).toBe('failed not-as-wanted')
  }
})
