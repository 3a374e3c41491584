import type { z } from 'zod'
import type { Operation } from '@/lib/operation'
import type { World } from './world/world'

/** Where a behaviour acts: the world, whose key it was, and the region that the call is about. */
export interface Scene {
  world: World
  /** Undefined: the key owns the whole fleet. */
  owner: string | undefined
  region: string
  host: string
  /** The id that the call has at the gateway. */
  requestId: string
}

type Body<O extends Operation> = z.input<O['response']> & object

/** What an operation does to the world and answers: the vendor's body without its request id. */
export type Behaviour<O extends Operation> = (scene: Scene, input: z.output<O['request']>) => Body<O> | Promise<Body<O>>

/** One behaviour for every row of a table: a forgotten one does not compile. */
export type Behaviours<T extends Record<string, Operation>> = { [Name in keyof T]: Behaviour<T[Name]> }
