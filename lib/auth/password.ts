import { randomBytes, type ScryptOptions, scrypt, timingSafeEqual } from 'node:crypto'
import { promisify } from 'node:util'

const derive = promisify<Buffer, Buffer, number, ScryptOptions, Buffer>(scrypt)

/** OWASP's figures: N=2^17, r=8, p=1, which is 128 MB for a moment. */
const COST = { log2N: 17, r: 8, p: 1 }
const KEY_BYTES = 32
/** At most so many at a time (memory), and so many waiting (a flood is told to come back). */
const AT_A_TIME = 2
const WAITING = 50

/** Too many passwords are being checked already. */
export class PasswordBusy extends Error {
  override readonly name = 'PasswordBusy'
}

/** `scrypt$17$8$1$salt$key`, base64url: a stored hash says how it was made, so the cost can rise later. */
export async function hashPassword(password: string): Promise<string> {
  const salt = randomBytes(16)
  const key = await inTurn(() => derived(password, salt, COST))
  return ['scrypt', COST.log2N, COST.r, COST.p, salt.toString('base64url'), key.toString('base64url')].join('$')
}

/**
 * Whether a password belongs to a stored hash. Without one (unknown person, no password) the same work is done for
 * the same answer, so that time tells nothing.
 */
export async function verifyPassword(password: string, stored: string | null): Promise<boolean> {
  const [kind, log2N, r, p, salt, key] = stored?.split('$') ?? []
  if (kind !== 'scrypt' || !salt || !key) {
    await inTurn(() => derived(password, randomBytes(16), COST))
    return false
  }
  const cost = { log2N: Number(log2N), r: Number(r), p: Number(p) }
  const expected = Buffer.from(key, 'base64url')
  const actual = await inTurn(() => derived(password, Buffer.from(salt, 'base64url'), cost))
  return timingSafeEqual(expected, actual)
}

/** One spelling for characters that can be typed in several ways (NIST SP 800-63B). */
const derived = (password: string, salt: Buffer, { log2N, r, p }: typeof COST) =>
  derive(Buffer.from(password.normalize('NFKC')), salt, KEY_BYTES, {
    N: 2 ** log2N,
    r,
    p,
    // what scrypt needs, and a little more: node refuses to start at the exact bound
    maxmem: 128 * r * 2 ** log2N + 64 * 1024 * 1024,
  })

let running = 0
const queue: (() => void)[] = []

async function inTurn<T>(work: () => Promise<T>): Promise<T> {
  if (running >= AT_A_TIME) {
    if (queue.length >= WAITING) throw new PasswordBusy()
    await new Promise<void>((go) => queue.push(go))
  } else {
    running += 1
  }
  try {
    return await work()
  } finally {
    const next = queue.shift()
    if (next) next()
    else running -= 1
  }
}
