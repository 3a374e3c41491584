import { existsSync, readdirSync, readFileSync } from 'node:fs'
import type { IncomingMessage, ServerResponse } from 'node:http'
import { join, sep } from 'node:path'

/** What the name of a packed file ends with. */
export const PACKED = '.br'

const TYPES = { js: 'application/javascript; charset=UTF-8', css: 'text/css; charset=UTF-8' } as const
const NAME = new RegExp(`\\.(js|css)\\${PACKED}$`)

interface Packed {
  type: string
  content: Buffer
}

/** Scripts and styles that `lib/cli/pack.ts` packed, by the path of their address; none where nobody did. */
export function packedFiles(folder: string): ReadonlyMap<string, Packed> {
  const found = new Map<string, Packed>()
  if (!existsSync(folder)) return found
  for (const name of readdirSync(folder, { recursive: true, encoding: 'utf8' })) {
    const kind = NAME.exec(name)?.[1]
    if (kind !== 'js' && kind !== 'css') continue
    const path = `/_next/static/${name.slice(0, -PACKED.length).split(sep).join('/')}`
    found.set(path, { type: TYPES[kind], content: readFileSync(join(folder, name)) })
  }
  return found
}

/** Answers a request for such a file, when its sender unpacks them; false leaves it to somebody else. */
export function sendPacked(
  files: ReadonlyMap<string, Packed>,
  { url = '', method, headers }: IncomingMessage,
  response: ServerResponse,
): boolean {
  const [path = ''] = url.split('?')
  const file = files.get(path)
  if (!file || (method !== 'GET' && method !== 'HEAD') || headers.range || !takes(headers['accept-encoding']))
    return false
  response.writeHead(200, {
    'content-type': file.type,
    'content-encoding': 'br',
    'content-length': file.content.length,
    // Their names change with what is in them.
    'cache-control': 'public, max-age=31536000, immutable',
    vary: 'Accept-Encoding',
  })
  response.end(method === 'HEAD' ? undefined : file.content)
  return true
}

/** RFC 9110, 12.5.3: a coding with the weight zero is refused. */
const takes = (accepted: string | string[] | undefined): boolean =>
  String(accepted ?? '')
    .split(',')
    .some((one) => {
      const [coding = '', weight] = one.split(';')
      return coding.trim().toLowerCase() === 'br' && !/^\s*q=0(?:\.0*)?\s*$/.test(weight ?? '')
    })
