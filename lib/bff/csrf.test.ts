import { expect, test } from 'vitest'
import { isOwnPage } from './csrf'

const OWN = 'https://deck.example'

const cases: [string, string, Record<string, string>, boolean][] = [
  ['GET from anywhere', 'GET', { origin: 'https://evil.example', 'sec-fetch-site': 'cross-site' }, true],
  ['own page', 'POST', { origin: OWN, 'sec-fetch-site': 'same-origin' }, true],
  ['own page of a browser without Fetch Metadata', 'POST', { origin: OWN }, true],
  ['another site', 'POST', { origin: 'https://evil.example', 'sec-fetch-site': 'cross-site' }, false],
  ['another host of the same site', 'POST', { origin: 'https://x.deck.example', 'sec-fetch-site': 'same-site' }, false],
  ['typed or bookmarked', 'POST', { 'sec-fetch-site': 'none' }, false],
  ['a value that no browser sends', 'POST', { origin: OWN, 'sec-fetch-site': 'Same-Origin ' }, false],
  ['Origin null alone', 'POST', { origin: 'null' }, false],
  ['Origin null beside Fetch Metadata', 'POST', { origin: 'null', 'sec-fetch-site': 'same-origin' }, false],
  ['another scheme', 'POST', { origin: 'http://deck.example' }, false],
  ['another port', 'POST', { origin: 'https://deck.example:8443' }, false],
  ['a longer host', 'POST', { origin: 'https://deck.example.evil.example' }, false],
  ['neither header', 'POST', {}, false],
  ['a Referer instead', 'POST', { referer: `${OWN}/x` }, false],
  ['PUT', 'PUT', {}, false],
  ['PATCH', 'PATCH', {}, false],
  ['DELETE', 'DELETE', {}, false],
  ['a method we do not know', 'PURGE', {}, false],
]

test.each(cases)('%s', (_, method, headers, allowed) => {
  expect(isOwnPage({ method, headers: new Headers(headers) }, OWN)).toBe(allowed)
})
