import { randomUUID } from 'node:crypto'
import { createServer, type IncomingMessage, type Server, type ServerResponse, STATUS_CODES } from 'node:http'
import type { Socket } from 'node:net'
import type { Duplex } from 'node:stream'
import { admit, type Front } from './admission'
import { securityHeaders, setSecurityHeaders } from './headers'
import { isAway } from './outage'

export interface ServeOptions extends Front {
  host: string
}

/**
 * Listens and hands admitted requests to `handle`. Resolves with how to stop: nothing new is taken, requests in flight
 * get `graceMs` to finish, then everything is closed.
 */
export async function serve(
  options: ServeOptions,
  handle: (request: IncomingMessage, response: ServerResponse) => Promise<void>,
): Promise<(graceMs: number) => Promise<void>> {
  const headers = securityHeaders(options.url.startsWith('https:'))
  const server = createServer({ maxHeaderSize: 16 * 1024, connectionsCheckingInterval: 1_000 }, (request, response) => {
    setSecurityHeaders(response, headers)
    // Routes say it themselves; this is for what the framework answers in their place, such as a 405.
    if (request.url?.startsWith('/api/')) response.setHeader('cache-control', 'no-store')
    const admission = admit(request, options)
    if (!admission.admitted) {
      if (admission.status === 308) redirect(response, admission.location)
      else refuse(request, response, admission.status, admission.code, admission.headers)
      return
    }
    if (isAway() && !request.url?.startsWith('/_next/')) {
      away(request, response)
      return
    }
    handle(request, response).catch(() => {
      if (!response.headersSent) refuse(request, response, 500, 'internal')
      else response.destroy()
    })
  })
  server.headersTimeout = 8_000
  server.requestTimeout = 30_000
  server.keepAliveTimeout = 65_000
  server.on('upgrade', (_request, socket) => end(socket, 400, headers))
  server.on('connect', (_request, socket) => end(socket, 405, headers))
  server.on('clientError', (error: NodeJS.ErrnoException, socket) => {
    if (!socket.writable) return
    const status = { HPE_HEADER_OVERFLOW: 431, ERR_HTTP_REQUEST_TIMEOUT: 408 }[error.code ?? ''] ?? 400
    end(socket, status, headers)
  })
  const close = closer(server)
  await new Promise<void>((listening, failed) => {
    server.once('error', failed)
    server.listen(options.port, options.host, listening)
  })
  return close
}

function closer(server: Server): (graceMs: number) => Promise<void> {
  const open = new Set<ServerResponse>()
  const sockets = new Set<Socket>()
  let closing = false
  server.on('connection', (socket) => {
    sockets.add(socket)
    socket.once('close', () => sockets.delete(socket))
  })
  server.prependListener('request', (_request, response) => {
    if (closing) response.setHeader('connection', 'close')
    open.add(response)
    response.once('close', () => open.delete(response))
  })
  return async (graceMs) => {
    closing = true
    const closed = new Promise<void>((done) => server.close(() => done()))
    for (const response of open) {
      // An event stream never ends by itself; its browser connects again to the next process.
      if (String(response.getHeader('content-type')).startsWith('text/event-stream')) response.destroy()
      else if (!response.headersSent) response.setHeader('connection', 'close')
    }
    server.closeIdleConnections()
    const idle = setInterval(() => server.closeIdleConnections(), 100)
    const late = setTimeout(() => {
      for (const socket of sockets) socket.destroy()
    }, graceMs)
    await closed
    clearInterval(idle)
    clearTimeout(late)
  }
}

function refuse(
  request: IncomingMessage,
  response: ServerResponse,
  status: number,
  code: string,
  extra: Record<string, string> = {},
) {
  for (const [name, value] of Object.entries(extra)) response.setHeader(name, value)
  // The rest of a refused body would be read as the next request.
  if (request.method !== 'GET' && request.method !== 'HEAD') response.setHeader('connection', 'close')
  sendJson(response, status, { error: { code, status, requestId: randomUUID() } })
}

function sendJson(response: ServerResponse, status: number, body: unknown) {
  response.writeHead(status, { 'content-type': 'application/json; charset=utf-8', 'cache-control': 'no-store' })
  response.end(JSON.stringify(body))
}

function redirect(response: ServerResponse, location: string) {
  response.writeHead(308, { location, 'cache-control': 'no-store' })
  response.end()
}

/** While the database is away nothing can be authorised: say so at once. Open pages keep what they show. */
function away(request: IncomingMessage, response: ServerResponse) {
  response.setHeader('retry-after', '2')
  if (request.url?.startsWith('/api/')) {
    refuse(request, response, 503, 'database-away')
    return
  }
  response.writeHead(503, { 'content-type': 'text/html; charset=utf-8', 'cache-control': 'no-store', refresh: '3' })
  response.end(
    '<!doctype html><meta charset="utf-8"><title>Quarterdeck</title>' +
      '<p lang="en">Quarterdeck cannot reach its database. This page tries again by itself.</p>' +
      '<p lang="zh-CN">Quarterdeck 暂时无法连接数据库，页面会自动重试。</p>',
  )
}

function end(socket: Duplex, status: number, headers: Record<string, string>) {
  const lines = Object.entries({ ...headers, connection: 'close', 'content-length': '0' }).map(
    ([name, value]) => `${name}: ${value}`,
  )
  socket.end(`HTTP/1.1 ${status} ${STATUS_CODES[status]}\r\n${lines.join('\r\n')}\r\n\r\n`)
}
