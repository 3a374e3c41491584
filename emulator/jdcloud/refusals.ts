import type { Scene } from '../behaviour'
import { refuse } from '../gateway/refusal'
import type { CacheInstance } from '../world/instance'

export const JD = 'jdcloud-redis' as const

/** Only NOT_FOUND is documented; the other texts are the provider-wide convention. */
export const notFound = (what: string) => refuse(404, 'NOT_FOUND', `${what} not found`)
export const invalid = (message: string) => refuse(400, 'INVALID_ARGUMENT', message)
export const wrongState = (message: string) => refuse(400, 'FAILED_PRECONDITION', message)
export const exhausted = (message: string) => refuse(400, 'QUOTA_EXCEEDED', message)

export interface Ref {
  regionId: string
  cacheInstanceId: string
}

/** The instance that a path names; refuses when this key has none there. */
export function instanceOf({ world, owner }: Pick<Scene, 'world' | 'owner'>, { regionId, cacheInstanceId }: Ref) {
  const instance = world.find(JD, cacheInstanceId, owner)
  if (!instance || instance.region !== regionId) throw notFound(`cacheInstance ${cacheInstanceId}`)
  return instance
}

/** The same, for work that only a running instance takes. */
export function runningOf(scene: Pick<Scene, 'world' | 'owner'>, ref: Ref): CacheInstance {
  const instance = instanceOf(scene, ref)
  if (instance.status !== 'running')
    throw wrongState(`cacheInstance ${instance.id} is ${instance.status}, it must be running`)
  return instance
}
