import { createHash, createHmac, timingSafeEqual } from 'node:crypto'

export const sha256Hex = (data: Buffer | string) => createHash('sha256').update(data).digest('hex')
export const hmacSha256 = (key: Buffer | string, data: string) => createHmac('sha256', key).update(data).digest()
export const hmacSha1Base64 = (key: string, data: string) => createHmac('sha1', key).update(data).digest('base64')

/** Compares two signatures in constant time. */
export function sameText(a: string, b: string): boolean {
  const left = Buffer.from(a)
  const right = Buffer.from(b)
  return left.length === right.length && timingSafeEqual(left, right)
}
