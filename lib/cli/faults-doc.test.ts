import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { projectPath } from './project'

const rows = readFileSync(projectPath('docs/faults.md'), 'utf8')
  .split('\n')
  .flatMap((line) => {
    const [, id, , , proof] = line.split('|').map((cell) => cell.trim())
    return id && /^F\d+$/.test(id) ? [{ id, proof: proof ?? '' }] : []
  })

test('every fault from F1 to F36 has a row', () => {
  expect(rows.map(({ id }) => id)).toEqual(Array.from({ length: 36 }, (_, i) => `F${i + 1}`))
})

test.each(rows)('$id names tests that exist, or says that they come later', ({ proof }) => {
  if (proof.startsWith('later: ')) return
  const named = [...proof.matchAll(/`([^`]+\.(?:test|e2e)\.ts)` ([^`]+?)(?:, (?=`)|$)/g)]
  expect(named.length).toBeGreaterThan(0)
  for (const [, file = '', title = ''] of named) expect(readFileSync(projectPath(file), 'utf8')).toContain(title)
})
