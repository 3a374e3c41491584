import { parseArgs } from 'node:util'
import { DEMO_KEYS, keysFrom, readKeyFile } from './keys'
import { PROFILES, startEmulator } from './server'
import { PACES } from './world/pace'

const USAGE = `Usage: npm run emulator -- [--port 4010] [--profile demo|large|empty] [--seed 1] [--pace instant|demo|real]
  [--keys keys.json] [--latency 60-120] [--quotas on|off] [--host 127.0.0.1]
  [--data-plane on|off]`

/** One of the allowed words, or a clear line about the option. */
function choice<T extends string>(name: string, value: string, allowed: readonly T[]): T {
  const found = allowed.find((word) => word === value)
  if (found === undefined) throw new Error(`--${name} ${value}: expected ${allowed.join(', ')}`)
  return found
}

function integer(name: string, value: string, low: number, high: number): number {
  const number = Number(value)
  if (!/^\d+$/.test(value) || number < low || number > high)
    throw new Error(`--${name} ${value}: expected a whole number from ${low} to ${high}`)
  return number
}

function span(value: string): readonly [number, number] {
  const match = /^(\d+)(?:-(\d+))?$/.exec(value)
  const low = Number(match?.[1])
  const high = Number(match?.[2] ?? match?.[1])
  if (!match || high < low) throw new Error(`--latency ${value}: expected milliseconds, as 80 or 60-120`)
  return [low, high]
}

async function main(): Promise<void> {
  const { values } = parseArgs({
    options: {
      port: { type: 'string', default: '4010' },
      host: { type: 'string', default: '127.0.0.1' },
      profile: { type: 'string', default: 'demo' },
      seed: { type: 'string', default: '1' },
      pace: { type: 'string', default: 'demo' },
      keys: { type: 'string' },
      latency: { type: 'string' },
      quotas: { type: 'string', default: 'on' },
      'data-plane': { type: 'string', default: 'on' },
      help: { type: 'boolean', short: 'h' },
    },
  })
  if (values.help) {
    console.log(USAGE)
    return
  }
  const profile = choice('profile', values.profile, PROFILES)
  const emulator = await startEmulator({
    port: integer('port', values.port, 0, 65_535),
    host: values.host,
    profile,
    seed: integer('seed', values.seed, 0, 2 ** 31),
    pace: choice('pace', values.pace, PACES),
    keys: values.keys ? readKeyFile(values.keys) : keysFrom(DEMO_KEYS),
    latency: values.latency === undefined ? undefined : span(values.latency),
    quotas: choice('quotas', values.quotas, ['on', 'off']) === 'on',
    dataPlane: choice('data-plane', values['data-plane'], ['on', 'off']) === 'on' ? { traffic: true } : undefined,
  })
  // One line, JSON, so that programs that start it can read where it listens.
  console.log(JSON.stringify({ ready: true, url: emulator.url, port: emulator.port, profile }))
  let stopping = false
  // Servers take a moment more; who starts this program waits for the line above only.
  void emulator.plane.then((lines) => {
    if (!stopping) for (const line of lines) console.error(`emulator: ${line}`)
  })
  for (const signal of ['SIGINT', 'SIGTERM'] as const)
    process.once(signal, () => {
      stopping = true
      emulator.stop().then(() => process.exit(0))
    })
}

main().catch((error: unknown) => {
  console.error(`emulator: ${error instanceof Error ? error.message : String(error)}`)
  process.exit(1)
})
