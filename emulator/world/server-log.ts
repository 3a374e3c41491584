import { hash, nth } from '../random'
import { perInstance } from './attached'
import { backupsOf } from './backups'
import type { CacheInstance } from './instance'
import { liveOf } from './live'
import type { WorkPace } from './pace'
import { parameterChanges } from './parameters'

const HOUR_MS = 3_600_000

export interface ServerLine {
  at: number
  /** `*` notice, `#` warning, as the server prints them. */
  level: '*' | '#'
  text: string
}

const noted = perInstance((): ServerLine[] => [])

/** Puts a line into the running log of an instance: for whatever restarts, empties or resizes it. */
export function noteServerLine(instance: CacheInstance, at: number, text: string, level: ServerLine['level'] = '#') {
  noted(instance).push({ at, level, text })
}

/**
 * What the master of one data node wrote from `from` to `to`, oldest first: rewriting of its AOF file every few hours,
 * its backups, changes of its parameters, and what else was noted.
 */
export function serverLines(
  instance: CacheInstance,
  node: number,
  span: { from: number; to: number; now: number; pace: WorkPace },
): ServerLine[] {
  const { from, now, pace } = span
  const live = liveOf(instance)
  // A live instance writes its own from when it is one.
  const to = Math.min(span.to, live ? live.since - 1 : span.to)
  const seed = hash(`${instance.id} log ${node}`)
  const lines: ServerLine[] = [...noted(instance)]
  for (let slot = Math.floor(from / HOUR_MS) - 1; slot * HOUR_MS <= to; slot++) {
    if (nth(seed, slot) > 0.3) continue
    const at = slot * HOUR_MS + Math.floor(nth(seed ^ 0x2c, slot) * 3_500) * 1_000
    const took = 4_000 + Math.floor(nth(seed ^ 0x3d, slot) * 40) * 1_000
    lines.push(
      { at, level: '*', text: 'Starting automatic rewriting of AOF on 100% growth' },
      { at: at + 60, level: '*', text: `Background append only file rewriting started by pid ${pidOf(seed, slot)}` },
      { at: at + took, level: '*', text: 'Background AOF rewrite finished successfully' },
    )
  }
  for (const { startedAt, finishedAt, failed, id } of backupsOf(instance, now, pace)) {
    lines.push({ at: startedAt, level: '*', text: `Background saving started by pid ${pidOf(seed, id)}` })
    if (failed) lines.push({ at: finishedAt, level: '#', text: 'Background saving error' })
    else lines.push({ at: finishedAt, level: '*', text: 'Background saving terminated with success' })
  }
  for (const { at, name, value } of parameterChanges(instance)) {
    lines.push({ at, level: '#', text: `CONFIG SET ${name} ${JSON.stringify(value)}` })
    lines.push({ at: at + 8, level: '#', text: 'CONFIG REWRITE executed with success.' })
  }
  return lines
    .filter(({ at }) => at <= to)
    .concat(live?.lines() ?? [])
    .filter(({ at }) => at >= from && at <= span.to && at <= now && at >= instance.createdAt)
    .sort((a, b) => a.at - b.at)
}

const pidOf = (seed: number, n: number) => 1_000 + Math.floor(nth(seed ^ 0x77, n) * 120_000)

/** The process that serves one data node. */
export const serverPid = (instance: CacheInstance, node: number) =>
  liveOf(instance)?.pid ?? pidOf(hash(`${instance.id} pid`), node)
