import { afterEach } from 'vitest'
import { type Emulator, type EmulatorOptions, startEmulator } from '@/emulator/server'
import { type Ask, byQuery } from './kingsoft-client'

/** Emulators that end with the test that started them, and the shortest ways to ask one. */
const running: Emulator[] = []
export async function start(options: EmulatorOptions = {}): Promise<Emulator> {
  const emulator = await startEmulator({ pace: 'instant', ...options })
  running.push(emulator)
  return emulator
}
afterEach(async () => {
  await Promise.all(running.splice(0).map((emulator) => emulator.stop()))
})

export const list = (emulator: Emulator, change: Partial<Ask> = {}) =>
  byQuery({
    url: emulator.url,
    service: 'kcs',
    region: 'cn-beijing-6',
    action: 'DescribeCacheClusters',
    version: '2016-07-01',
    params: { Limit: '100' },
    ...change,
  })

export async function control(emulator: Emulator, method: string, path: string, body?: object, headers: object = {}) {
  const answer = await fetch(`${emulator.url}/_emulator/${path}`, {
    method,
    headers: { 'content-type': 'application/json', ...headers },
    body: body && JSON.stringify(body),
  })
  return { status: answer.status, body: await answer.json() }
}
