import 'server-only'
import { logError } from './log'
import { problemBody, toProblem } from './problem'

/** Longer work tells how far it is. */
const PATIENCE_MS = 700
/** So often at most. */
const EVERY_MS = 1_500

/**
 * The answer of some work; of work that takes longer a stream of lines: `{"part": …}` for how far it is, made when it is
 * sent, and at last `{"answer": …}`, or the error envelope. An error that comes early is thrown as usual.
 */
export async function streamed<T extends object>(
  work: (tell: (part: () => object) => void) => Promise<T>,
  requestId: string,
): Promise<T | Response> {
  let latest: (() => object) | undefined
  const done = work((part) => {
    latest = part
  })
  let timer: NodeJS.Timeout | undefined
  const late = new Promise<undefined>((resolve) => {
    timer = setTimeout(() => resolve(undefined), PATIENCE_MS)
  })
  const early = await Promise.race([done, late]).finally(() => clearTimeout(timer))
  if (early) return early
  let ticking: NodeJS.Timeout | undefined
  const body = new ReadableStream<Uint8Array>({
    async start(controller) {
      const encoder = new TextEncoder()
      let isOpen = true
      const line = (value: object) => {
        if (isOpen) controller.enqueue(encoder.encode(`${JSON.stringify(value)}\n`))
      }
      const tell = () => {
        const part = latest
        latest = undefined
        if (part) line({ part: part() })
      }
      tell()
      ticking = setInterval(tell, EVERY_MS)
      try {
        line({ answer: await done })
      } catch (error) {
        const problem = toProblem(error)
        if (problem.code === 'internal') logError(problem.extra.cause ?? error, requestId)
        line(problemBody(problem, requestId))
      } finally {
        clearInterval(ticking)
        isOpen = false
        controller.close()
      }
    },
    cancel() {
      clearInterval(ticking)
    },
  })
  return new Response(body, {
    headers: {
      'content-type': 'application/x-ndjson; charset=utf-8',
      'cache-control': 'no-store, no-transform',
      'x-accel-buffering': 'no',
    },
  })
}
