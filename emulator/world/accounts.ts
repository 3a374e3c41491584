import { perInstance } from './attached'

/** A user of one instance. */
export interface CacheAccount {
  name: string
  /** Undefined: nobody knows it, as nobody told the emulator. */
  password: string | undefined
  readOnly: boolean
  description: string
  /** When it can be used, in the world's time. */
  readyAt: number
  /** The one that the instance was born with. */
  own: boolean
}

/** Accounts of an instance by name; the first is its own, called like the instance. */
export const accountsOf = perInstance(
  ({ id, createdAt }) =>
    new Map<string, CacheAccount>([
      [id, { name: id, password: undefined, readOnly: false, description: '', readyAt: createdAt, own: true }],
    ]),
)
