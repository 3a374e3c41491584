import { randomBytes, scryptSync } from 'node:crypto'

/** Of every person that tests make. Hashed cheaply: a stored hash says what it cost. */
export const PASSWORD = 'correct staple battery horse'
const salt = randomBytes(16)
export const passwordHash = [
  'scrypt$10$8$1',
  salt.toString('base64url'),
  scryptSync(PASSWORD, salt, 32, { N: 2 ** 10, r: 8, p: 1 }).toString('base64url'),
].join('$')
