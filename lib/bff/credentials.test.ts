import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'

const ROOT = fileURLToPath(new URL('../../', import.meta.url))

/** What each source file of the product takes from a module, by the name of the import. */
function importersOf(module: string, name: RegExp): string[] {
  return ['lib', 'app', 'components']
    .flatMap((folder) =>
      readdirSync(join(ROOT, folder), { recursive: true, encoding: 'utf8' }).map((file) => join(folder, file)),
    )
    .filter((file) => /\.tsx?$/.test(file) && !/\.test\.tsx?$/.test(file))
    .filter((file) => {
      const text = readFileSync(join(ROOT, file), 'utf8')
      const imports = [...text.matchAll(/import\s+(?:type\s+)?([^;]*?)\s+from\s+'([^']+)'/g)]
      return imports.some(([, what, from]) => from?.endsWith(module) && name.test(what ?? ''))
    })
    .sort()
}

test('one module opens credentials, and one module hands them to a provider', () => {
  expect(importersOf('/vault/vault', /\bopen\b/)).toEqual(['lib/bff/credentials.ts'])
  expect(importersOf('/credentials', /\bopenCredentials\b/)).toEqual(['lib/bff/execute.ts'])
})

test('one module calls the clouds: there is no second door', () => {
  expect(importersOf('/http/call', /\bcallProvider\b/)).toEqual(['lib/bff/execute.ts'])
  expect(importersOf('/send', /\bsend\b/)).toEqual(['lib/http/call.ts'])
})

test('customer data comes unmasked to what makes patterns of commands, keys and lines, and to nothing else', () => {
  const users = ['lib', 'app', 'components']
    .flatMap((folder) =>
      readdirSync(join(ROOT, folder), { recursive: true, encoding: 'utf8' }).map((file) => join(folder, file)),
    )
    .filter((file) => /\.tsx?$/.test(file) && !/\.test\.tsx?$/.test(file))
    .filter((file) => readFileSync(join(ROOT, file), 'utf8').includes('withinServer'))
  expect(users.sort()).toEqual([
    'lib/bff/execute.ts',
    'lib/diagnostics/keys.ts',
    'lib/diagnostics/logs.ts',
    'lib/slow-log/door.ts',
  ])
})
