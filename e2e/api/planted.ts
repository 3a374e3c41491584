/** A text as it is, and in the codings in which it could be overlooked. */
const codings = (text: string) => [
  text,
  encodeURIComponent(text),
  Buffer.from(text).toString('hex'),
  // In base64 a text looks different at each of three offsets; its ends mix with what stands beside it.
  ...[0, 1, 2].map((offset) =>
    Buffer.from(' '.repeat(offset) + text)
      .toString('base64')
      .slice(offset === 0 ? 0 : 4, -4),
  ),
]

/** Which of the planted texts are in a place, as they are or coded. */
export const foundIn = (place: string, planted: Record<string, string>): string[] =>
  Object.entries(planted).flatMap(([name, text]) =>
    codings(text).some((coded) => place.includes(coded)) ? [name] : [],
  )
