import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { writeFileSync } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, expect, test } from 'vitest'

const main = fileURLToPath(new URL('main.ts', import.meta.url))
let folder: string
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'emulator-test-'))
})
afterAll(() => rm(folder, { recursive: true }))

function run(...args: string[]) {
  const child = spawn(process.execPath, ['--import', 'tsx', main, ...args])
  let out = ''
  let err = ''
  child.stdout.on('data', (chunk) => {
    out += chunk
  })
  child.stderr.on('data', (chunk) => {
    err += chunk
  })
  const ended = once(child, 'close').then(([code]) => ({ code, out, err }))
  return { child, ended }
}

test('prints one line of JSON when it listens, serves, and ends cleanly on SIGTERM', async () => {
  const { child, ended } = run('--port', '0', '--profile', 'large')
  const [line] = await once(child.stdout, 'data')
  const ready = JSON.parse(String(line))
  expect(ready).toMatchObject({ ready: true, url: `http://127.0.0.1:${ready.port}`, profile: 'large' })
  const health = await fetch(`${ready.url}/_emulator/health`)
  expect(await health.json()).toMatchObject({ ok: true, profile: 'large' })
  child.kill('SIGTERM')
  const { code, out, err } = await ended
  expect({ code, lines: out.trim().split('\n').length, err }).toEqual({ code: 0, lines: 1, err: '' })
})

test.each([
  [['--port', '99999'], '--port 99999'],
  [['--profile', 'huge'], '--profile huge: expected demo, large, empty'],
  [['--latency', '90-10'], '--latency 90-10'],
  [['--keys', '/nowhere/keys.json'], '/nowhere/keys.json'],
  [['--colour'], '--colour'],
])('a bad option is told in one line: %j', async (args, told) => {
  const { code, out, err } = await run(...args).ended
  expect({ code, out }).toEqual({ code: 1, out: '' })
  expect(err.trim().split('\n')).toEqual([expect.stringContaining(told)])
})

test('a key file that is no key file is told by name', async () => {
  const path = join(folder, 'keys.json')
  writeFileSync(path, '["testid"]')
  const { code, err } = await run('--port', '0', '--keys', path).ended
  expect([code, err.trim()]).toEqual([1, `emulator: ${path}: expected a JSON object of key id to secret`])
})
