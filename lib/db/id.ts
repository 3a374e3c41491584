import { randomBytes } from 'node:crypto'

const ALPHABET = 'abcdefghijklmnopqrstuvwxyz234567'

/** A new id: 16 random lower-case base32 characters, 80 bits. */
export function newId(): string {
  let id = ''
  // 256 is a multiple of 32, so the low five bits of a random byte are evenly spread.
  for (const byte of randomBytes(16)) id += ALPHABET.charAt(byte & 31)
  return id
}
