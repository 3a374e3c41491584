import { type ChildProcess, spawn } from 'node:child_process'
import { existsSync } from 'node:fs'
import { rm } from 'node:fs/promises'
import { freePort } from '@/lib/cli/port'
import { sleep } from './measure'

export interface Running {
  url: string
  pid: number
  stop(): Promise<void>
}

/** Stops a child and waits for its end; kills it after ten seconds. */
export async function stopChild(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return
  const ended = new Promise((resolve) => child.once('exit', resolve))
  child.kill('SIGTERM')
  const timer = setTimeout(() => child.kill('SIGKILL'), 10_000)
  await ended
  clearTimeout(timer)
}

/** Starts a program and waits until a line of its output matches; its output is shown when it fails instead. */
export async function startUntil(
  command: string,
  args: string[],
  ready: RegExp,
  options: { env?: Record<string, string>; timeoutMs?: number } = {},
): Promise<{ child: ChildProcess; match: RegExpMatchArray; output: () => string }> {
  const child = spawn(command, args, { env: { ...process.env, ...options.env }, stdio: ['ignore', 'pipe', 'pipe'] })
  let output = ''
  const match = await new Promise<RegExpMatchArray>((resolve, reject) => {
    const timer = setTimeout(
      () => reject(new Error(`${command} was not ready in time:\n${output}`)),
      options.timeoutMs ?? 120_000,
    )
    const read = (chunk: Buffer) => {
      output = (output + chunk.toString()).slice(-100_000)
      const found = output.match(ready)
      if (found) {
        clearTimeout(timer)
        resolve(found)
      }
    }
    child.stdout.on('data', read)
    child.stderr.on('data', read)
    child.once('exit', (code) => {
      clearTimeout(timer)
      reject(new Error(`${command} ended with ${code}:\n${output}`))
    })
  })
  return { child, match, output: () => output }
}

const BARE = 'e2e/bench/bare-next'

/** The smallest Next app there is, built once: an empty page and a page of fifty rows. */
export async function startBareNext(): Promise<Running> {
  if (!existsSync(`${BARE}/.next/BUILD_ID`)) {
    await rm(`${BARE}/.next`, { recursive: true, force: true })
    const build = await startUntil('node_modules/.bin/next', ['build', BARE], /Finalizing page optimization/, {
      env: { NEXT_TELEMETRY_DISABLED: '1' },
    })
    await new Promise((resolve) => (build.child.exitCode === null ? build.child.once('exit', resolve) : resolve(null)))
  }
  const port = await freePort()
  const { child } = await startUntil(
    'node_modules/.bin/next',
    ['start', BARE, '-H', '127.0.0.1', '-p', String(port)],
    /Ready in/,
    { env: { NODE_ENV: 'production', NEXT_TELEMETRY_DISABLED: '1' } },
  )
  await sleep(100)
  return { url: `http://127.0.0.1:${port}`, pid: child.pid ?? 0, stop: () => stopChild(child) }
}
