import { expect, test } from 'vitest'
import enHazards from '@/lib/i18n/messages/en/hazards.json'
import en from '@/lib/i18n/messages/en/parameters.json'
import zhHazards from '@/lib/i18n/messages/zh/hazards.json'
import zh from '@/lib/i18n/messages/zh/parameters.json'
import { factsOfParameter, HAZARDS, hazardsOf, keyOfParameter, PARAMETER_FACTS } from '@/lib/model/parameter-facts'
import samples from './testing/samples.json'

test.each([
  ['maxmemory-policy', 'noeviction', ['noeviction']],
  ['maxmemory-policy', 'allkeys-lfu', ['evicts-all']],
  ['maxmemory-policy', 'volatile-lru', []],
  ['appendfsync', 'always', ['fsync-always']],
  ['appendfsync', 'everysec', []],
  ['timeout', '0', ['never-closed']],
  ['timeout', '5', ['closed-soon']],
  ['timeout', '300', []],
  ['notify-keyspace-events', '', []],
  ['notify-keyspace-events', 'KEA', ['events-cost']],
  ['client-output-buffer-limit pubsub', '0 0 60', ['no-limit']],
  ['#no_loose_check-whitelist-always', 'yes', ['cuts-clients']],
  ['hash-max-ziplist-entries', '9999999999999999', []],
  ['hash-max-ziplist-entries', '65535', ['long-compact']],
])('%s %j is known for %j', (name, value, ids) => {
  expect(hazardsOf(name, value)).toEqual(ids)
})

test('every parameter and every hazard that is known is told in both languages', () => {
  for (const [{ meanings }, hazards] of [
    [en, enHazards],
    [zh, zhHazards],
  ] as const) {
    expect(Object.keys(meanings).sort()).toEqual(Object.keys(PARAMETER_FACTS).sort())
    expect(Object.keys(hazards).sort()).toEqual([...new Set(HAZARDS.map(({ id }) => id))].sort())
  }
  for (const { key } of HAZARDS) expect(PARAMETER_FACTS[key], key).toBeDefined()
})

test('every parameter that the manuals print has a meaning', () => {
  const names = new Set<string>()
  const visit = (value: unknown): void => {
    if (typeof value !== 'object' || value === null) return
    const { ParameterName, name, validity }: Record<string, unknown> = { ...value }
    for (const one of [ParameterName, validity ? name : undefined]) if (typeof one === 'string') names.add(one)
    for (const part of Object.values(value)) visit(part)
  }
  visit(samples)
  expect(names.size).toBeGreaterThan(20)
  expect([...names].filter((name) => !factsOfParameter(name)).map(keyOfParameter)).toEqual([])
})
