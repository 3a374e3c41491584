import { readFileSync } from 'node:fs'

/** Middle value; the mean of the two middle ones for an even count. NaN for none. */
export function median(values: readonly number[]): number {
  return percentile(values, 50)
}

/** Linear interpolation between closest ranks, `p` in per cent. */
export function percentile(values: readonly number[], p: number): number {
  if (values.length === 0) return Number.NaN
  const sorted = [...values].sort((a, b) => a - b)
  const at = ((sorted.length - 1) * p) / 100
  const low = sorted[Math.floor(at)] ?? Number.NaN
  const high = sorted[Math.ceil(at)] ?? Number.NaN
  return low + (high - low) * (at - Math.floor(at))
}

/**
 * Runs each contender once per round, in an order that turns with the round, so that a machine that gets slower hurts
 * all of them alike. Returns every measured value per contender.
 */
export async function interleave<K extends string>(
  rounds: number,
  contenders: Record<K, () => Promise<number>>,
): Promise<Record<K, number[]>> {
  const names = Object.keys(contenders) as K[] // keys of the argument's own type
  const values = Object.fromEntries(names.map((n) => [n, [] as number[]])) as Record<K, number[]> // one entry per name
  for (let round = 0; round < rounds; round++) {
    for (let i = 0; i < names.length; i++) {
      const name = names[(i + round) % names.length]
      if (name !== undefined) values[name].push(await contenders[name]())
    }
  }
  return values
}

const TICKS_PER_SECOND = 100

/** CPU seconds (user and system) that a process has used so far; Linux only. */
export function cpuSecondsOf(pid: number): number {
  const stat = readFileSync(`/proc/${pid}/stat`, 'utf8')
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ')
  return (Number(fields[11]) + Number(fields[12])) / TICKS_PER_SECOND
}

/** CPU microseconds this process spends in `run`, all threads. */
export async function ownCpu(run: () => Promise<unknown>): Promise<number> {
  const before = process.cpuUsage()
  await run()
  const used = process.cpuUsage(before)
  return used.user + used.system
}

export const sleep = (ms: number) => new Promise<void>((resolve) => setTimeout(resolve, ms))
