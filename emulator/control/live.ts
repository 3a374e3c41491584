import type { Running } from '../data-plane/live-cache'
import { segmentsOf } from '../gateway/encoding'
import type { Gateway } from '../gateway/exchange'
import type { Incoming } from '../gateway/incoming'
import type { CacheInstance } from '../world/instance'
import { isLoopback } from './loopback'

const told = ({ instance, port, pid, since, password, limitBytes }: Running) => ({
  instance: instance.id,
  name: instance.name,
  service: instance.service,
  engine: instance.engine,
  host: '127.0.0.1',
  port,
  pid,
  password,
  since: new Date(since).toISOString(),
  limitBytes,
})

/** Where the servers of live instances listen. */
export const listLive = ({ plane }: Gateway) => ({ items: plane?.all().map(told) ?? [] })

/** Puts a server behind an instance. */
export async function makeLive({ plane }: Gateway, instance: CacheInstance) {
  if (!plane) throw new Error('the data plane is off')
  return told(await plane.add(instance))
}

/** Takes it away. */
export async function dropLive({ plane }: Gateway, instance: CacheInstance) {
  await plane?.drop(instance)
  return { ok: true }
}

/** The file behind `/_emulator/files/INSTANCE/NAME.rdb`; undefined when the path is another or there is no such file. */
export async function downloadOf(request: Incoming, address: string | undefined, { plane }: Gateway) {
  const [, subject, instance = '', name = ''] = segmentsOf(request.path)
  if (request.method !== 'GET' || subject !== 'files' || !isLoopback(request, address)) return undefined
  const body = await plane?.download(instance, name)
  return body && { status: 200, headers: { 'content-type': 'application/octet-stream' }, body }
}
