import type { ServiceId } from '@/lib/operation'
import type { SlowPattern, SlowRefusal } from './slow-log'

/** `running`: what the servers write of themselves. `audit`: commands that were run. */
export const LOG_KINDS = ['running', 'audit'] as const
export type LogKind = (typeof LOG_KINDS)[number]

/** What a service tells of some instance: where one of them could not be asked, what it has is not known. */
export const LOGS_TOLD: Readonly<Record<ServiceId, readonly LogKind[]>> = {
  'alibaba-kvstore': ['running', 'audit'],
  'jdcloud-redis': ['running'],
  'kingsoft-redis': [],
  'kingsoft-memcached': [],
}

/** Whose running log: where its cloud tells the two apart. */
export const LOG_ROLES = ['master', 'replica'] as const
export type LogRole = (typeof LOG_ROLES)[number]

export const LOG_LEVELS = ['debug', 'verbose', 'notice', 'warning'] as const
export type LogLevel = (typeof LOG_LEVELS)[number]

/** A line of a running log. Null: not told. */
export interface LogLine {
  /** ms since 1970. */
  at: number
  node: string | null
  level: LogLevel | null
  /** What may be a customer's is replaced, unless it was asked for on record. */
  text: string
  /** Whether something was replaced. */
  hidden: boolean
}

/** A command that was run. Null: not told. */
export interface AuditLine {
  /** ms since 1970. */
  at: number
  node: string | null
  client: string | null
  account: string | null
  database: number | null
  /** In its cloud's words: `write`. */
  type: string | null
  /** A duration whose unit its manual does not say. */
  took: string | null
  pattern: SlowPattern
  /** The command itself: only where somebody asked for it, on record. */
  text: string | null
}

/** Whose commands of an audit log its cloud is asked for; left out: everybody's. */
export interface AuditFilter {
  client?: string
  account?: string
  database?: number
}

/** GET /api/instances/[ref]/logs?from&to&kind&node&role&client&account&database: the newest part of a span. Viewers in scope. */
export interface LogAnswer {
  at: string
  from: string
  to: string
  kind: LogKind
  /** Logs that its service tells of such an instance; empty: none. */
  kinds: LogKind[]
  /** Roles whose running logs are told apart; empty: all nodes come together. */
  roles: LogRole[]
  /** `service/name` of the operation. */
  operation: string | null
  /** Days that the audit log is kept, 0: it is off; null: not told, or not asked for. */
  auditDays: number | null
  /** All from here to `to` is here. Later than `from`: ask again for what is before. */
  readFrom: string
  /** Its cloud's list moved while it was read, twice: a line may be missing or twice. */
  shifted: boolean
  /** Lines whose time could not be read. */
  unreadable: number
  /** Why what is before `readFrom` was not read. */
  refused: SlowRefusal | null
  calls: number
  /** Newest first; one of the two is empty. */
  lines: LogLine[]
  commands: AuditLine[]
}

/** POST /api/instances/[ref]/logs/reveal: the same as it stands there. Operators in scope, on record. */
export interface RevealLogs extends AuditFilter {
  from: string
  to: string
  kind: LogKind
  node?: string
  role?: LogRole
  /** One word that its cloud looks for in the texts themselves. */
  word?: string
}
