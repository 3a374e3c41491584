import { spawn } from 'node:child_process'
import { once as happens } from 'node:events'
import { mkdtemp, readdir, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { startEmulator } from '@/emulator/server'
import { hasMemcached, hasRedis, listens, memcached, once, placesOf } from './live-stage'

/** The emulator as a program: its servers live as long as it does, however it ends. */
const main = fileURLToPath(new URL('../../emulator/main.ts', import.meta.url))
let temp: string
beforeAll(async () => {
  temp = await mkdtemp(join(tmpdir(), 'live-plane-test-'))
})
afterAll(() => rm(temp, { recursive: true, force: true }))

async function run(env: object = {}, ...args: string[]) {
  const child = spawn(process.execPath, ['--import', 'tsx', main, '--port', '0', '--pace', 'instant', ...args], {
    env: { ...process.env, TMPDIR: temp, ...env },
  })
  let errors = ''
  child.stderr.on('data', (chunk) => {
    errors += chunk
  })
  const ended = happens(child, 'close')
  const [line] = await happens(child.stdout, 'data')
  const { url }: { url: string } = JSON.parse(String(line))
  return { child, ended, url, errors: () => errors }
}

const DEMO = 5

describe.skipIf(!hasRedis || !hasMemcached)('servers of the demo', () => {
  const allOf = async ({ url }: { url: string }) => {
    await expect.poll(() => placesOf({ url }), { timeout: 20_000 }).toHaveLength(DEMO)
    return placesOf({ url })
  }
  const gone = (places: Awaited<ReturnType<typeof allOf>>) =>
    expect
      .poll(async () => (await Promise.all(places.map(listens))).filter(Boolean).length, { timeout: 10_000 })
      .toBe(0)
  const folders = async () => (await readdir(temp)).filter((name) => name.startsWith('quarterdeck-emulator-'))

  test('hold data, take traffic, and end with the emulator, as does their folder', async () => {
    const emulator = await run()
    const places = await allOf(emulator)
    for (const place of places) {
      if (place.password !== undefined) expect(Number(await once(place, ['DBSIZE']))).toBeGreaterThan(500)
      else expect(await memcached(place, 'get item:1\r\n', /END\r\n$/)).toContain('VALUE item:1')
    }
    const [redis] = places.filter(({ password }) => password !== undefined)
    if (!redis) throw new Error('no Redis among them')
    const reads = async () => Number(/keyspace_hits:(\d+)/.exec(String(await once(redis, ['INFO', 'stats'])))?.[1])
    await expect.poll(reads, { timeout: 20_000 }).toBeGreaterThan(0)
    expect(await folders()).toHaveLength(1)
    emulator.child.kill('SIGTERM')
    expect((await emulator.ended)[0]).toBe(0)
    expect(emulator.errors()).toBe('')
    expect(await folders()).toEqual([])
    await gone(places)
  })

  test('end when the emulator is killed, and leave nothing behind', async () => {
    const emulator = await run()
    const places = await allOf(emulator)
    emulator.child.kill('SIGKILL')
    await emulator.ended
    await gone(places)
    await expect.poll(folders, { timeout: 10_000 }).toEqual([])
  })

  test('are not started when the data plane is off', async () => {
    const emulator = await run({}, '--data-plane', 'off')
    expect(await placesOf(emulator)).toEqual([])
    emulator.child.kill('SIGTERM')
    await emulator.ended
    expect(emulator.errors()).toBe('')
  })
})

test('without the programs the emulator says which instances are made up, and they are', async () => {
  const emulator = await run({ PATH: temp })
  await expect.poll(emulator.errors, { timeout: 20_000 }).toMatch(/memcached[^]*redis-server|redis-server[^]*memcached/)
  expect(emulator.errors()).toMatch(/redis-server was not found on PATH: .*device-token.* are made up/)
  expect(emulator.errors()).toMatch(/memcached was not found on PATH: .*tag-mc.* made up/)
  expect(await placesOf(emulator)).toEqual([])
  const answer = await fetch(`${emulator.url}/_emulator/instances?service=kingsoft-memcached`)
  const { items } = (await answer.json()) as { items: { name: string; usedMemoryMb: number }[] } // what the control API answers
  expect(items.find(({ name }) => name === 'tag-mc')?.usedMemoryMb).toBeGreaterThan(50)
  emulator.child.kill('SIGTERM')
  expect((await emulator.ended)[0]).toBe(0)
})

test('the large fleet has none, and does not look for any', async () => {
  const emulator = await startEmulator({ profile: 'large', dataPlane: { traffic: true } })
  expect(await emulator.plane).toEqual([])
  expect(await placesOf(emulator)).toEqual([])
  await emulator.stop()
})
