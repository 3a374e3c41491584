import { isDatabaseAway } from '@/lib/db/client'
import { PROBLEMS, type Problem, type ProblemCode } from '@/lib/model/problem'
import { ProviderError } from '@/lib/providers/error'

export interface ProblemExtra {
  params?: Problem['params']
  fields?: Problem['fields']
  provider?: Problem['provider']
  /** Seconds for a Retry-After header. */
  retryAfterSeconds?: number
  /** True when the refusal is already on record: the route then adds no second entry. */
  recorded?: boolean
  cause?: unknown
}

/** An error that a person may read: a code of the one table, never internal text. */
export class ProblemError extends Error {
  override readonly name = 'ProblemError'
  readonly code: ProblemCode
  readonly extra: ProblemExtra

  constructor(code: ProblemCode, extra: ProblemExtra = {}) {
    super(code, { cause: extra.cause })
    this.code = code
    this.extra = extra
  }

  get status(): number {
    return PROBLEMS[this.code]
  }
}

export const problem = (code: ProblemCode, extra?: ProblemExtra) => new ProblemError(code, extra)

/** A problem of one field, named by its path in dots. */
export const fieldProblem = (field: string, code: string, params?: Problem['params']) =>
  problem('bad-input', { fields: { [field]: { code, params } } })

/** Any error as a problem. What is not meant for people becomes `internal`. */
export function toProblem(error: unknown): ProblemError {
  if (error instanceof ProblemError) return error
  if (error instanceof ProviderError) return ofProvider(error)
  if (isDatabaseAway(error)) return problem('database-away', { cause: error, retryAfterSeconds: 5 })
  return problem('internal', { cause: error })
}

function ofProvider(error: ProviderError): ProblemError {
  return problem(error.kind === 'timeout' ? 'provider-timeout' : 'provider-failed', {
    provider: {
      kind: error.kind,
      operation: error.operation,
      code: error.code ?? null,
      message: error.vendorMessage ?? null,
      requestId: error.requestId ?? null,
    },
    cause: error,
  })
}

/** The error envelope. */
export function problemBody(error: ProblemError, requestId: string): { error: Problem } {
  const { params, fields, provider } = error.extra
  return { error: { code: error.code, status: error.status, requestId, params, fields, provider } }
}

export function problemResponse(error: ProblemError, requestId: string): Response {
  const headers = new Headers({ 'cache-control': 'no-store', 'x-request-id': requestId })
  if (error.extra.retryAfterSeconds !== undefined) {
    headers.set('retry-after', String(Math.ceil(error.extra.retryAfterSeconds)))
  }
  return Response.json(problemBody(error, requestId), { status: error.status, headers })
}
