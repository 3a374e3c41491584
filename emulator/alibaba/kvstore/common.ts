import type { Scene } from '../../behaviour'
import { refuse } from '../../gateway/refusal'
import type { CacheInstance } from '../../world/instance'
import { nextWindow } from '../../world/maintenance'
import { once } from '../../world/tokens'

/** The instance of that id, or the vendor's error. */
export function instanceOf({ world, owner }: Scene, id: string, region?: string): CacheInstance {
  const instance = world.find('alibaba-kvstore', id, owner)
  if (!instance || (region !== undefined && instance.region !== region))
    throw refuse(404, 'InvalidInstanceId.NotFound', 'Specified instance does not exist.')
  return instance
}

const LOCKED = new Set(['Inactive', 'Unavailable'])

/** The same, and it must be running: whatever changes an instance wants that. */
export function runningOf(scene: Scene, id: string, region?: string): CacheInstance {
  const instance = instanceOf(scene, id, region)
  if ((instance.expiresAt ?? Infinity) <= scene.world.now() || LOCKED.has(instance.status))
    throw refuse(403, 'IncorrectDBInstanceLockMode', 'Current DB instance lock mode does not support this operation.')
  if (instance.status !== 'Normal')
    throw refuse(403, 'IncorrectDBInstanceState', 'Current DB instance state does not support this operation.')
  return instance
}

/** Refuses what this engine, version or architecture does not have. */
export const unsupported = () =>
  refuse(403, 'IncorrectDBInstanceType', 'Current DB instance engine and type does not support operations.')

/** Refuses what only Redis has, from a major version on. */
export function needsRedis(instance: CacheInstance, version: number): void {
  if (instance.engine !== 'redis' || Number(instance.version) < version) throw unsupported()
}

export const invalidParameter = (name: string) =>
  refuse(400, 'InvalidParameter', `The specified parameter "${name}" is not valid.`)

/** Work that a token makes safe to repeat. */
export const idempotent = <A extends object>(
  scene: Scene,
  operation: string,
  token: string | undefined,
  input: object,
  work: () => A,
): A =>
  once(
    scene.world,
    { owner: scene.owner, operation, token, input },
    () =>
      refuse(
        400,
        'IdempotentParameterMismatch',
        'The request uses the same client token as a previous, but non-identical request.',
      ),
    work,
  )

/** When work begins: now, or with the instance's next maintenance window. */
export const startOf = (scene: Scene, instance: CacheInstance, effective: string | undefined): number =>
  effective === 'MaintainTime' ? nextWindow(instance.maintenance, scene.world.now()) : scene.world.now()

/** `2019-03-06T10:42:03Z` */
export const iso = (ms: number) => `${new Date(ms).toISOString().slice(0, 19)}Z`
