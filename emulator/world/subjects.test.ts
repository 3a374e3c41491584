import { expect, test } from 'vitest'
import { clock } from '../clock'
import { random } from '../random'
import { build } from './build'
import { charge, customerOf } from './customers'
import { nextWindow } from './maintenance'
import { addMonths, endOf } from './months'
import { startTask, tasksOf } from './tasks'
import { once } from './tokens'
import { createWorld } from './world'

const NOW = Date.UTC(2026, 5, 1, 12)

function stage(pace: 'demo' | 'instant' = 'demo') {
  const time = clock(() => NOW)
  const world = createWorld({ clock: time, pace, seed: 1, sources: [] })
  const instance = world.add(
    build(
      {
        service: 'alibaba-kvstore',
        owner: 'o',
        region: 'cn-hangzhou',
        name: 'cart',
        class: 'redis.master.small.default',
      },
      random(1),
      NOW,
    ),
  )
  return { time, world, instance, read: () => world.find('alibaba-kvstore', instance.id, 'o') }
}

test('work changes the instance when it is done, not before', () => {
  const { time, world, instance, read } = stage()
  world.enter(instance, 'Changing', { steps: 1, status: 'Normal', change: { version: '4.0' } })
  expect(read()).toMatchObject({ status: 'Changing', version: '5.0' })
  time.advance(20_000)
  expect(read()).toMatchObject({ status: 'Normal', version: '4.0' })
})

test('work for the maintenance window waits for it', () => {
  const { time, world, instance, read } = stage()
  world.enter(instance, 'Changing', { steps: 1, status: 'Normal', change: { name: 'new' } }, NOW + 3_600_000)
  expect(read()).toMatchObject({ status: 'Normal' })
  time.advance(3_600_000)
  expect(read()).toMatchObject({ status: 'Changing' })
  time.advance(20_000)
  expect(read()).toMatchObject({ status: 'Normal', name: 'new' })
})

test.each([
  ['later today', '18:00Z', '22:00Z', '2026-06-01T18:00:00Z'],
  ['tomorrow', '02:00Z', '06:00Z', '2026-06-02T02:00:00Z'],
  ['inside it: now', '11:00Z', '13:00Z', '2026-06-01T12:00:00Z'],
  ['over midnight, ahead', '23:00Z', '03:00Z', '2026-06-01T23:00:00Z'],
  ['over midnight, inside it', '20:00Z', '13:00Z', '2026-06-01T12:00:00Z'],
])('the next maintenance window is %s', (_name, start, end, expected) => {
  expect(nextWindow({ start, end }, NOW)).toBe(Date.parse(expected))
})

test('a task goes from pending over running to complete', () => {
  const { time, world, instance } = stage()
  startTask(world, instance, { action: 'RestartInstance', work: 2, startedAt: NOW + 10_000 })
  const now = () => tasksOf(world, instance)[0]
  expect(now()).toMatchObject({ state: 'pending', progress: 0 })
  time.advance(20_000)
  expect(now()).toMatchObject({ state: 'running', progress: 25, remainSeconds: 30 })
  time.advance(30_000)
  expect(now()).toMatchObject({ state: 'complete', progress: 100, remainSeconds: 0 })
})

test('a token makes work happen once, and belongs to its parameters, operation and owner', () => {
  const { world } = stage()
  let count = 0
  const ask = (owner: string, operation: string, input: object) =>
    once(
      world,
      { owner, operation, token: 't', input },
      () => new Error('mismatch'),
      () => ({ count: ++count }),
    )
  expect(ask('a', 'Create', { x: 1, y: 2 })).toEqual({ count: 1 })
  expect(ask('a', 'Create', { y: 2, x: 1 })).toEqual({ count: 1 })
  expect(() => ask('a', 'Create', { x: 2 })).toThrow('mismatch')
  expect(ask('b', 'Create', { x: 2 })).toEqual({ count: 2 })
  expect(ask('a', 'Modify', { x: 2 })).toEqual({ count: 3 })
})

test('a balance is not overdrawn', () => {
  const { world } = stage()
  const customer = Object.assign(customerOf(world, 'o'), { balance: 10 })
  expect(charge(customer, 7.35)).toBe(true)
  expect(charge(customer, 2.66)).toBe(false)
  expect(customerOf(world, 'o').balance).toBe(2.65)
})

test.each([
  ['2026-01-31T16:00:00Z', 1, '2026-02-28T16:00:00Z'],
  ['2028-01-31T16:00:00Z', 1, '2028-02-29T16:00:00Z'],
  ['2026-11-30T16:00:00Z', 3, '2027-02-28T16:00:00Z'],
  ['2026-03-15T16:00:00Z', 36, '2029-03-15T16:00:00Z'],
])('%s and %i months are %s', (from, months, expected) => {
  expect(new Date(addMonths(Date.parse(from), months)).toISOString()).toBe(expected.replace('Z', '.000Z'))
})

test.each([
  ['2026-06-01T09:00:00Z', '2026-07-01T16:00:00.000Z'],
  ['2026-06-01T17:00:00Z', '2026-07-02T16:00:00.000Z'],
])('a month bought at %s ends at midnight in China, %s', (now, expected) => {
  expect(new Date(endOf(Date.parse(now), 1)).toISOString()).toBe(expected)
})
