import type { AuditFilter, LogKind, LogLevel, LogRole } from '@/lib/model/logs'
import type { Span } from '@/lib/model/time-range'
import type { Target } from './actions'
import type { Call } from './contract'
import type { SlowPiece } from './slow-logs'

/** A line of a running log as its cloud tells it: customer data may be in it. */
export interface ToldLine {
  at: number
  node: string | null
  level: LogLevel | null
  text: string
}

/** A command of an audit log as its cloud tells it: customer data. */
export interface ToldCommand {
  at: number
  node: string | null
  client: string | null
  account: string | null
  database: number | null
  type: string | null
  took: string | null
  command: string
}

export interface LogQuestion {
  /** Whole minutes. */
  span: Span
  /** About so many records are read, and at least one window. */
  most: number
  node: string | null
  role: LogRole
  /** One word that its cloud looks for. */
  word: string | null
  /** Of an audit log: whose commands. */
  filter: AuditFilter
}

type Read<T extends { at: number }> = (
  call: Call,
  target: Target,
  question: LogQuestion,
  signal?: AbortSignal,
) => Promise<SlowPiece<T>>

/** What a service tells of running and audit logs. */
export interface Logs {
  kinds(target: Target): LogKind[]
  /** Roles whose running logs it tells apart. */
  roles: readonly LogRole[]
  operation(kind: LogKind): string
  running: Read<ToldLine>
  audit?: Read<ToldCommand>
  /** Days that the audit log is kept; 0: it is off; null: not told. */
  auditDays?(call: Call, target: Target, signal?: AbortSignal): Promise<number | null>
}

const LEVELS: Record<string, LogLevel> = { '.': 'debug', '-': 'verbose', '*': 'notice', '#': 'warning' }
/** `1234:M 08 Nov 2020 10:02:03.955 * text`, or the sign alone before the text. */
const LINE = /^(?:\d+:[A-Z] (?:\d+ \w{3} (?:\d{4} )?[\d:.]+ )?)?([.\-*#]) ([\s\S]*)$/

/** Level and text of a line of Redis's own log; a line of another kind is all text. */
export function readLine(content: string): Pick<ToldLine, 'level' | 'text'> {
  const found = LINE.exec(content)
  return found ? { level: LEVELS[found[1] ?? ''] ?? null, text: found[2] ?? '' } : { level: null, text: content }
}
