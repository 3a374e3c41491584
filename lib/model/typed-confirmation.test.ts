import { expect, test } from 'vitest'
import { fieldOfParameter } from './parameter-facts'
import { isTyped } from './typed-confirmation'

type Told = Parameters<typeof isTyped>[0]['plan']
const plan = (names: readonly string[], over: Partial<Told> = {}): Told => ({
  rows: names.map((name) => ({ field: fieldOfParameter(name), from: '10000', to: '20000' })),
  consequences: [{ id: 'parameters-at-once', severity: 'info', numbers: {}, manual: '16.3' }],
  noRuleKnown: false,
  ...over,
})
const parameters = (of: Told) => isTyped({ action: 'parameters', kind: 'destructive', plan: of })

test('a threshold of logging wants no name where it is known to be set at once', () => {
  expect(parameters(plan(['slowlog-log-slower-than', 'slowlog-max-len']))).toBe(false)
  expect(parameters(plan(['slowlog-log-slower-than', 'timeout']))).toBe(true)
  expect(parameters(plan(['slowlog-log-slower-than'], { noRuleOn: ['restart'] }))).toBe(true)
  expect(parameters(plan(['slowlog-log-slower-than'], { consequences: [], noRuleKnown: true }))).toBe(true)
  expect(parameters(plan(['notify-keyspace-events'], { hazards: [{ name: 'x', id: 'events-cost' }] }))).toBe(true)
  expect(parameters(plan([]))).toBe(true)
})

test('what destroys, breaks connections or moves the time of that wants it; what only costs does not', () => {
  const nothing = plan([])
  expect(isTyped({ action: 'flush', kind: 'destructive', plan: nothing })).toBe(true)
  expect(isTyped({ action: 'maintenance-event', kind: 'write', plan: nothing })).toBe(true)
  expect(isTyped({ action: 'audit-log', kind: 'write', plan: nothing })).toBe(false)
  expect(isTyped({ action: 'rename', kind: 'write', plan: nothing })).toBe(false)
})
