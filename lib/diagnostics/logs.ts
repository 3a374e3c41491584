import type { Actor } from '@/lib/bff/actor'
import { doorFor } from '@/lib/bff/execute'
import { knownTarget } from '@/lib/changes/offers'
import type { InstanceKey } from '@/lib/model/instance'
import type { AuditFilter, AuditLine, LogAnswer, LogKind, LogLine, LogRole } from '@/lib/model/logs'
import type { Target } from '@/lib/providers/actions'
import type { Call } from '@/lib/providers/contract'
import type { ProviderError } from '@/lib/providers/error'
import { LOGS_OF } from '@/lib/providers/log-registry'
import type { LogQuestion, Logs, ToldCommand, ToldLine } from '@/lib/providers/logs'
import { orRefusal } from '@/lib/providers/refusal'
import { readCommand } from '@/lib/slow-log/pattern'
import { maskLine } from './mask-line'
import { putOnRecord } from './on-record'

/** About as many are read at once: ten pages, a tenth of what Alibaba allows an account in a minute (14.3, 14.4). */
const MOST = 1_000

export interface LogsAsked extends AuditFilter {
  /** Whole minutes, ms. */
  span: { from: number; to: number }
  kind: LogKind
  node?: string
  role?: LogRole
  /** Looked for by its cloud in the texts themselves: only where they are shown. */
  word?: string
}

/**
 * The newest part of a log of an instance, asked of its cloud now, without what may be a customer's; `reveal` brings texts as
 * they stand there: for operators, and on record before anybody sees them. Throws `not-found`, `forbidden-scope`,
 * `forbidden-role`, and the `ProviderError` of a cloud that could not be asked.
 */
export async function readLogs(
  actor: Actor,
  key: InstanceKey,
  { span, kind, node, role = 'master', word, client, account: user, database }: LogsAsked,
  { reveal = false, signal }: { reveal?: boolean; signal?: AbortSignal } = {},
): Promise<LogAnswer> {
  const { call, account } = await doorFor({
    actor,
    accountId: key.accountId,
    lane: 'interactive',
    signal,
    insist: true,
    withinServer: true,
  })
  const { target } = await knownTarget(key)
  const service = LOGS_OF[key.service]
  const kinds = service?.kinds(target) ?? []
  const told: LogAnswer = {
    at: new Date().toISOString(),
    from: new Date(span.from).toISOString(),
    to: new Date(span.to).toISOString(),
    kind,
    kinds,
    roles: [...(service?.roles ?? [])],
    operation: service?.operation(kind) ?? null,
    auditDays: null,
    readFrom: new Date(span.from).toISOString(),
    shifted: false,
    unreadable: 0,
    refused: null,
    calls: 0,
    lines: [],
    commands: [],
  }
  if (!service || !kinds.includes(kind)) return told
  const filter = {
    ...(client === undefined ? {} : { client }),
    ...(user === undefined ? {} : { account: user }),
    ...(database === undefined ? {} : { database }),
  }
  if (reveal)
    await putOnRecord(actor, {
      action: 'logs.reveal',
      target: key.id,
      accountId: account.id,
      details: {
        region: key.region,
        from: told.from,
        to: told.to,
        kind,
        ...(word ? { word } : {}),
        ...(kind === 'audit' ? filter : {}),
      },
    })
  // Without the texts nobody learns by looking for words what stands in them.
  const question = { span, most: MOST, node: node ?? null, role, word: reveal ? (word ?? null) : null, filter }
  const [piece, auditDays] = await Promise.all([
    pieceOf(service, { call, target, kind, question, signal }),
    kind === 'audit' ? daysOf(service, call, target, signal) : null,
  ])
  return {
    ...told,
    ...piece,
    auditDays,
    // Of one moment the later line comes first as well.
    lines: piece.lines
      .toReversed()
      .map((line) => asLine(line, reveal))
      .sort((a, b) => b.at - a.at),
    commands: piece.commands
      .toReversed()
      .map((one) => asCommand(one, reveal))
      .sort((a, b) => b.at - a.at),
  }
}

interface Piece extends Pick<LogAnswer, 'readFrom' | 'shifted' | 'unreadable' | 'refused' | 'calls'> {
  lines: ToldLine[]
  commands: ToldCommand[]
}

interface Reading {
  call: Call
  target: Target
  kind: LogKind
  question: LogQuestion
  signal?: AbortSignal
}

/** What the cloud refuses however often one asks is told in place. */
async function pieceOf(service: Logs, { call, target, kind, question, signal }: Reading): Promise<Piece> {
  const to = new Date(question.span.to).toISOString()
  const none = { readFrom: to, shifted: false, unreadable: 0, calls: 0, lines: [], commands: [] }
  if (kind === 'running') {
    const answer = await orRefusal(service.running(call, target, question, signal))
    if ('refusal' in answer) return { ...none, refused: refusalOf(answer.refusal) }
    return { ...factsOf(answer.told), lines: answer.told.records, commands: [] }
  }
  if (!service.audit) return { ...none, refused: null }
  const answer = await orRefusal(service.audit(call, target, question, signal))
  if ('refusal' in answer) return { ...none, refused: refusalOf(answer.refusal) }
  return { ...factsOf(answer.told), lines: [], commands: answer.told.records }
}

const factsOf = (told: {
  readFrom: number
  shifted: boolean
  unreadable: number
  calls: number
  refused: ProviderError | null
}) => ({
  readFrom: new Date(told.readFrom).toISOString(),
  shifted: told.shifted,
  unreadable: told.unreadable,
  calls: told.calls,
  refused: told.refused && refusalOf(told.refused),
})

const refusalOf = ({ kind, code, vendorMessage }: ProviderError) => ({
  kind,
  code: code ?? null,
  message: vendorMessage ?? null,
})

async function daysOf(service: Logs, call: Call, target: Target, signal?: AbortSignal): Promise<number | null> {
  if (!service.auditDays) return null
  const answer = await orRefusal(service.auditDays(call, target, signal))
  return 'told' in answer ? answer.told : null
}

function asLine({ at, node, level, text }: ToldLine, reveal: boolean): LogLine {
  return { at, node, level, ...(reveal ? { text, hidden: false } : maskLine(text)) }
}

function asCommand({ command, ...facts }: ToldCommand, reveal: boolean): AuditLine {
  return { ...facts, pattern: readCommand(command).pattern, text: reveal ? command : null }
}
