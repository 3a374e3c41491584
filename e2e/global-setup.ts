import { spawn } from 'node:child_process'
import { chmodSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'
import { freePort } from '@/lib/cli/port'

const ROOT = fileURLToPath(new URL('..', import.meta.url))

/**
 * Starts `npm run demo` on a folder of its own and tells the tests, by environment, where it listens and who may sign
 * in: both as the demo prints them for people.
 */
export default async function start() {
  const dataDir = mkdtempSync(join(tmpdir(), 'quarterdeck-e2e-'))
  chmodSync(dataDir, 0o711) // started as root, PostgreSQL runs as somebody else
  const port = await freePort()
  const demo = spawn(
    process.execPath,
    ['--conditions=react-server', '--import', 'tsx', 'lib/cli/demo.ts', '--port', String(port)],
    { cwd: ROOT, env: { ...process.env, QUARTERDECK_DATA_DIR: dataDir }, stdio: ['ignore', 'pipe', 'pipe'] },
  )
  const ended = new Promise<void>((done) => demo.once('exit', () => done()))
  const people: Record<string, { email: string; password: string }> = {}
  const printed: string[] = []
  demo.stderr.pipe(process.stderr)
  createInterface({ input: demo.stderr }).on('line', (line) => printed.push(line))
  await new Promise<void>((ready, failed) => {
    void ended.then(() => failed(new Error(`the demo did not start:\n${printed.join('\n')}`)))
    createInterface({ input: demo.stdout }).on('line', (line) => {
      printed.push(line)
      const cloud = /emulated clouds at (\S+)/.exec(line)?.[1]
      if (cloud) process.env.E2E_EMULATOR = cloud
      const person = /^demo: +(\w+) +(\S+@\S+) +password: (.+)$/.exec(line)
      const [, role = '', email = '', password = ''] = person ?? []
      if (person) people[role] = { email, password }
      if (line.includes('Ctrl-C')) ready()
    })
  })
  process.env.E2E_URL = `http://127.0.0.1:${port}`
  process.env.E2E_PEOPLE = JSON.stringify(people)
  return async () => {
    demo.kill('SIGINT')
    await ended
    rmSync(dataDir, { recursive: true, force: true })
  }
}
