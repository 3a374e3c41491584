const CAPITALS = 'ABCDEFGHJKLMNPQRSTUVWXYZ'
const SMALL = 'abcdefghijkmnopqrstuvwxyz'
const DIGITS = '23456789'
const LENGTH = 16

/** A number below `bound`, each equally likely. */
function below(bound: number): number {
  const [drawn = 0] = crypto.getRandomValues(new Uint32Array(1))
  // What is left over at the top would make small numbers more likely.
  return drawn < 2 ** 32 - (2 ** 32 % bound) ? drawn % bound : below(bound)
}

/**
 * A random password of 16 characters without those that are easily mistaken, about 90 bits. It has capitals, small
 * letters and digits and nothing else: all clouds take such a one, whatever signs they allow.
 */
export function randomPassword(): string {
  const all = CAPITALS + SMALL + DIGITS
  for (;;) {
    const text = Array.from({ length: LENGTH }, () => all[below(all.length)]).join('')
    if ([CAPITALS, SMALL, DIGITS].every((kind) => [...kind].some((sign) => text.includes(sign)))) return text
  }
}
