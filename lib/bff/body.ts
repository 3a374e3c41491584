import { fieldProblem, problem } from './problem'

export const BODY_LIMIT = 256 * 1024

/** The body's bytes; a problem `body-too-large` as soon as there are more than `limit`, whatever the headers said. */
export async function readBytes(request: Request, limit = BODY_LIMIT): Promise<Uint8Array> {
  if (Number(request.headers.get('content-length') ?? 0) > limit) throw problem('body-too-large')
  if (!request.body) return new Uint8Array()
  const parts: Uint8Array[] = []
  let size = 0
  const reader = request.body.getReader()
  for (;;) {
    const { done, value } = await reader.read()
    if (done) return Buffer.concat(parts)
    size += value.byteLength
    if (size > limit) {
      // The rest is not waited for: a client that never stops sending must not hold us.
      reader.cancel().catch(() => undefined)
      throw problem('body-too-large')
    }
    parts.push(value)
  }
}

/** The body as text, after checking its media type; `unsupported-media-type` for any other and for compressed ones. */
export async function readText(request: Request, mediaTypes: readonly string[]): Promise<string> {
  const [type, ...parameters] = (request.headers.get('content-type') ?? '')
    .split(';')
    .map((part) => part.trim().toLowerCase())
  const plain = parameters.every((parameter) => /^charset="?utf-8"?$/.test(parameter))
  if (!mediaTypes.includes(type ?? '') || !plain || request.headers.has('content-encoding')) {
    throw problem('unsupported-media-type')
  }
  const bytes = await readBytes(request)
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes)
  } catch {
    throw fieldProblem('body', 'invalid')
  }
}

/** The body as JSON. */
export async function readJson(request: Request): Promise<unknown> {
  const text = await readText(request, ['application/json'])
  try {
    return JSON.parse(text)
  } catch {
    throw fieldProblem('body', 'invalid')
  }
}
