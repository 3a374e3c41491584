import { random } from '../random'
import type { CacheInstance } from './instance'
import { parametersOf } from './jdcloud-parameters'
import { type Erasure, liveOf } from './live'

const DAY_MS = 86_400_000

export interface Backup {
  id: string
  fileName: string
  automatic: boolean
  startedAt: number
  endsAt: number
  /** What it holds. */
  usedMemoryMb: number
  memoryMb: number
  shards: number
}

export interface Analysis {
  id: string
  startedAt: number
  endsAt: number
  stopped: boolean
  /** Memory in use when it began: what it finds depends on it. */
  usedMemoryMb: number
  kind: 'cache' | 'big-keys'
  sizeMode: 'elementCounts' | 'memorySize'
  limits: { stringSize: number; listSize: number; hashSize: number; setSize: number; zsetSize: number }
}

export interface Clearing {
  clearType: 'AllData' | 'ExpiredData' | 'SpecifiedData'
  keyPattern: string | undefined
  keyFilter: readonly { filterType: string; operator: string; value: number }[]
  qpsLimit: number | undefined
  startedAt: number
  endsAt: number
  stoppedAt: number | undefined
  /** Keys that it takes when it runs to its end, and the memory they hold. */
  keys: number
  memoryMb: number
  /** Memory in use when it began. */
  before: number
  /** Its effect is complete: what happens to the data afterwards is not its doing. */
  over: boolean
}

/** What JD Cloud knows of an instance beyond what all clouds do. */
export interface Details {
  backups: Backup[]
  policy: { automatic: boolean; period: string; time: string }
  /** What happens by itself, backups and analyses, has happened up to here. */
  doneUpTo: number
  /** Values that differ from the defaults. */
  parameters: Map<string, string>
  history: { name: string; before: string; after: string; at: number }[]
  ipWhiteList: string[]
  accounts: { name: string; type: string; privilege: string; description: string; password: string }[]
  disabled: Map<string, number>
  clearing: Clearing | undefined
  analyses: Analysis[]
  analysisTime: string
  build: string
  proxyBuild: string
  /** Node group of each shard's master that is not the first: switched by hand. */
  switched: Set<number>
  /** Restarts by node name. */
  restarts: Map<string, { count: number; at: number }>
  /** Data begins here: it was created, emptied or restored. */
  dataSince: number
  native: boolean
  smartProxy: 0 | 1
  replicas: number
  databases: number
  appendonly: 'yes' | 'no'
  cpuArch: 'amd64' | 'arm64'
  ipv6: 0 | 1
  /** Paid by usage, not by configuration and time. */
  byUsage: boolean
}

/** Newest builds on offer. */
export const NEWEST = { build: '1.4', proxyBuild: '1.3.0' } as const

/** What counts as big when nothing is said. */
export const BIG_KEY_LIMITS = { stringSize: 10_240, listSize: 1_000, hashSize: 1_000, setSize: 1_000, zsetSize: 1_000 }

/** Days by name, and a part of the day with its zone. */
type Window = Pick<Details['policy'], 'period' | 'time'>

const known = new WeakMap<CacheInstance, Details>()

/** What is known of an instance; made up from its id at the first look, so that it is the same in every world. */
export function detailsOf(instance: CacheInstance, now: number): Details {
  let details = known.get(instance)
  if (!details) known.set(instance, (details = begin(instance, now)))
  advance(instance, details, now)
  return details
}

function begin(instance: CacheInstance, now: number): Details {
  const stream = random(`details ${instance.id}`)
  return {
    backups: [],
    policy: { automatic: true, period: ALL_DAYS.join(','), time: '01:00-02:00 +0800' },
    doneUpTo: Math.max(instance.createdAt, now - 7 * DAY_MS),
    parameters: new Map(),
    history: [],
    ipWhiteList: stream.pick([['0.0.0.0/0'], ['10.0.0.0/8'], ['10.0.0.0/8', '172.16.0.0/12']]),
    accounts: [],
    disabled: new Map(),
    clearing: undefined,
    analyses: [],
    analysisTime: '-',
    build: '1.2',
    proxyBuild: '1.1.4',
    switched: new Set(),
    restarts: new Map(),
    dataSince: instance.createdAt,
    native: false,
    smartProxy: 0,
    replicas: 2,
    databases: instance.architecture === 'cluster' ? 1 : 16,
    appendonly: 'yes',
    cpuArch: 'amd64',
    ipv6: 0,
    byUsage: false,
  }
}

export const ALL_DAYS = ['Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday', 'Sunday'] as const

/** The value of a parameter as it is now. */
export const parameterOf = (instance: CacheInstance, details: Details, name: string): string =>
  liveOf(instance)?.parameter(name) ??
  details.parameters.get(name) ??
  parametersOf(instance.version).find((one) => one.name === name)?.default ??
  ''

/** The value that a parameter had at a time. */
export function parameterAt(instance: CacheInstance, details: Details, name: string, at: number): string {
  const next = details.history.find((change) => change.name === name && change.at > at)
  return next?.before ?? parameterOf(instance, details, name)
}

/** `01:00-02:00 +0800` on some days: the times at which the window opens between two moments, both excluded and included. */
export function windowsBetween(policy: Window, after: number, upTo: number): number[] {
  const opens = openings(policy)
  const found: number[] = []
  for (let day = after - (after % DAY_MS) - DAY_MS; day <= upTo + DAY_MS; day += DAY_MS) {
    const at = day + opens.minutesUtc * 60_000
    const weekday = ALL_DAYS[(new Date(at + opens.offsetMinutes * 60_000).getUTCDay() + 6) % 7]
    if (at > after && at <= upTo && weekday && opens.days.includes(weekday)) found.push(at)
  }
  return found
}

function openings({ time, period }: Window) {
  const [, hours = '1', minutes = '0', sign = '+', zoneHours = '8', zoneMinutes = '0'] =
    /^(\d\d):(\d\d)-\d\d:\d\d ([+-])(\d\d)(\d\d)$/.exec(time) ?? []
  const offsetMinutes = (Number(zoneHours) * 60 + Number(zoneMinutes)) * (sign === '-' ? -1 : 1)
  return { days: period.split(','), offsetMinutes, minutesUtc: Number(hours) * 60 + Number(minutes) - offsetMinutes }
}

/** Bytes that a backup of so much memory takes. */
export const backupBytes = (backup: Backup) => Math.round(backup.usedMemoryMb * 1_048_576 * 0.6) + 1_024

/** Brings what happens by itself up to the clock. Backups and analyses begin on the minute: more is not looked at. */
function advance(instance: CacheInstance, details: Details, now: number): void {
  if (Math.floor(now / 60_000) > Math.floor(details.doneUpTo / 60_000)) makeDue(instance, details, now)
  const { clearing } = details
  if (!clearing || clearing.over) return
  instance.usedMemoryMb = Math.round(clearing.before - clearing.memoryMb * doneShare(clearing, now))
  clearing.over = clearing.stoppedAt !== undefined || now >= clearing.endsAt
  if (clearing.clearType === 'AllData' && doneShare(clearing, now) === 1) details.dataSince = clearing.endsAt
  // A server erases at once, when the time is over: what was stopped before took nothing.
  if (clearing.over && clearing.stoppedAt === undefined)
    liveOf(instance)?.erase(erasureOf(clearing), (keys) => {
      clearing.keys = keys
    })
}

/** Makes the backups and analyses that were due since the last time. */
function makeDue(instance: CacheInstance, details: Details, now: number): void {
  const { usedMemoryMb, memoryMb, shards } = instance
  if (details.policy.automatic && ['running', 'changing', 'configuring'].includes(instance.status))
    for (const at of windowsBetween(details.policy, details.doneUpTo, now))
      details.backups.push({
        id: `base-${random(`backup ${instance.id} ${at}`).text(10)}`,
        fileName: `auto_${new Date(at).toISOString().slice(0, 10).replaceAll('-', '')}`,
        automatic: true,
        startedAt: at,
        endsAt: at + 60_000,
        usedMemoryMb,
        memoryMb,
        shards,
      })
  const everyDay = { period: ALL_DAYS.join(','), time: details.analysisTime }
  if (details.analysisTime !== '-' && instance.status === 'running')
    for (const at of windowsBetween(everyDay, details.doneUpTo, now))
      details.analyses.push({
        id: random(`analysis ${instance.id} ${at}`).text(20),
        startedAt: at,
        endsAt: at + 60_000,
        stopped: false,
        usedMemoryMb,
        kind: 'cache',
        sizeMode: 'memorySize',
        limits: BIG_KEY_LIMITS,
      })
  details.doneUpTo = now
  // A week of backups is kept; those made by hand stay until the instance goes.
  details.backups = details.backups.filter((one) => !one.automatic || one.startedAt > now - 7 * DAY_MS)
}

/** What a server is asked to erase. */
const erasureOf = ({ clearType, keyPattern = '' }: Clearing): Erasure =>
  clearType === 'AllData' ? 'all' : clearType === 'ExpiredData' ? 'expired' : { pattern: keyPattern }

/** From 0 to 1: how far an erasure has come. */
export function doneShare({ startedAt, endsAt, stoppedAt }: Clearing, now: number): number {
  const until = Math.min(now, stoppedAt ?? now, endsAt)
  return endsAt <= startedAt ? 1 : Math.min(1, (until - startedAt) / (endsAt - startedAt))
}
