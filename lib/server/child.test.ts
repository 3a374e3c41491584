import { type ChildProcess, fork } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { projectPath } from '@/lib/cli/project'

const folder = mkdtempSync(join(tmpdir(), 'quarterdeck-child-'))
const children: ChildProcess[] = []
afterAll(() => {
  for (const one of children) one.kill('SIGKILL')
  rmSync(folder, { recursive: true })
})

/** A child whose start is this, as the launcher starts one. */
function child(name: string, start: string) {
  const file = join(folder, `${name}.mts`)
  writeFileSync(
    file,
    `import { runChild } from ${JSON.stringify(projectPath('lib/server/child.ts'))}
    await runChild(async () => { ${start} })`,
  )
  const made = fork(file, {
    cwd: projectPath(),
    execArgv: ['--import', 'tsx'],
    stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
  })
  children.push(made)
  return made
}

test('a child whose launcher goes while it starts ends too', async () => {
  const starting = child(
    'starting',
    `process.send('starting')
    await new Promise(() => setInterval(() => {}, 1_000))
    return { stop: async () => {} }`,
  )
  await once(starting, 'message')
  const ended = once(starting, 'exit')
  starting.disconnect()
  expect((await ended)[0]).toBe(0)
}, 60_000)

test('a child whose words nobody reads any more says so to nobody, and goes on', async () => {
  const unread = child(
    'unread',
    `let failed = 0
    process.on('uncaughtException', () => { failed += 1; console.error('failed') })
    process.on('message', async () => {
      for (let n = 0; n < 20; n++) {
        console.error('a word')
        await new Promise((next) => setTimeout(next, 5))
      }
      process.send({ failed })
    })
    return { stop: async () => {} }`,
  )
  await once(unread, 'message')
  unread.stdout?.destroy()
  unread.stderr?.destroy()
  unread.send('go')
  expect((await once(unread, 'message'))[0]).toEqual({ failed: 0 })
  const ended = once(unread, 'exit')
  unread.disconnect()
  await ended
}, 60_000)
