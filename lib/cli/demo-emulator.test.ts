import { expect, test } from 'vitest'
import { startEmulator } from './demo-emulator'

test('an emulator that dies is started again at the same address, and says so; one that is stopped is not', async () => {
  const said: string[] = []
  let again = () => {}
  const back = new Promise<void>((done) => {
    again = done
  })
  const emulator = await startEmulator((line) => {
    said.push(line)
    if (line.endsWith('again')) again()
  })
  try {
    const first = emulator.pid()
    process.kill(first ?? 0, 'SIGKILL')
    await back
    expect(emulator.pid()).not.toBe(first)
    expect((await fetch(`${emulator.url}/_emulator/faults`)).ok).toBe(true)
  } finally {
    await emulator.stop()
  }
  expect(said).toEqual([
    'the emulator ended (SIGKILL); starting it again, its clouds as they were at first',
    `emulated clouds at ${emulator.url} again`,
  ])
}, 60_000)
