import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { createServer, request, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { brotliDecompressSync } from 'node:zlib'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { packStatic } from '@/lib/cli/pack'
import { packedFiles, sendPacked } from './packed'

const SCRIPT = 'export const words = "so that it is worth packing"\n'.repeat(60)
let folder: string
let server: Server
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'packed-'))
  writeFileSync(join(folder, 'one.js'), SCRIPT)
  writeFileSync(join(folder, 'small.js'), '1')
  writeFileSync(join(folder, 'picture.png'), SCRIPT)
  await packStatic(folder)
  const files = packedFiles(folder)
  server = createServer((incoming, response) => {
    if (!sendPacked(files, incoming, response)) response.writeHead(404).end('somebody else')
  })
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening))
})
afterAll(() => {
  server.close()
  rmSync(folder, { recursive: true, force: true })
})

function ask(path: string, headers: Record<string, string>, method = 'GET') {
  const { port } = server.address() as AddressInfo // it listens on a port
  return new Promise<{ status: number | undefined; encoding: string | undefined; body: Buffer }>((done, failed) => {
    request({ host: '127.0.0.1', port, path, method, headers }, (answer) => {
      const parts: Buffer[] = []
      answer.on('data', (part: Buffer) => parts.push(part))
      answer.on('end', () =>
        done({
          status: answer.statusCode,
          encoding: answer.headers['content-encoding'],
          body: Buffer.concat(parts),
        }),
      )
    })
      .on('error', failed)
      .end()
  })
}

test('a script goes packed to whoever unpacks it', async () => {
  const { status, encoding, body } = await ask('/_next/static/one.js?dpl=1', { 'accept-encoding': 'gzip, br;q=0.9' })
  expect({ status, encoding }).toEqual({ status: 200, encoding: 'br' })
  expect(body.length).toBeLessThan(200)
  expect(brotliDecompressSync(body).toString()).toBe(SCRIPT)
})

test.each([
  ['nobody said that they unpack it', '/_next/static/one.js', {}],
  ['it is refused', '/_next/static/one.js', { 'accept-encoding': 'gzip, br;q=0' }],
  ['a part is wanted', '/_next/static/one.js', { 'accept-encoding': 'br', range: 'bytes=0-9' }],
  ['it was too small to pack', '/_next/static/small.js', { 'accept-encoding': 'br' }],
  ['it is no script', '/_next/static/picture.png', { 'accept-encoding': 'br' }],
  ['the path leads elsewhere', '/_next/static/../one.js', { 'accept-encoding': 'br' }],
])('somebody else answers when %s', async (_when, path, headers) => {
  expect((await ask(path, headers)).body.toString()).toBe('somebody else')
})

test('only its headers are sent for HEAD', async () => {
  const { status, encoding, body } = await ask('/_next/static/one.js', { 'accept-encoding': 'br' }, 'HEAD')
  expect({ status, encoding, length: body.length }).toEqual({ status: 200, encoding: 'br', length: 0 })
})
