import { expect, test } from 'vitest'
import { maskLine } from './mask-line'

test.each([
  'Background saving started by pid 12345',
  'DB saved on disk',
  'RDB: 2 MB of memory used by copy-on-write',
  '10000 changes in 60 seconds. Saving...',
  'Accepted 10.0.0.3:51234',
  'Starting automatic rewriting of AOF on 100% growth',
  'MASTER MODE enabled (user request)',
  "Can't save in background: fork: Cannot allocate memory",
  'Client closed connection id=4711 addr=10.0.0.3:51234 fd=8',
  'Master <-> REPLICA sync: receiving 175 bytes from master',
])('what a server says of itself stays: %s', (line) => {
  expect(maskLine(line)).toEqual({ text: line, hidden: false })
})

test.each([
  ['CONFIG SET requirepass "Planted1Passw0rd"', 'CONFIG SET requirepass "…"'],
  ['CONFIG SET notify "a \\" quoted b"', 'CONFIG SET notify "…"'],
  [
    "unknown command 'HGETAL', with args beginning with: 'user:42' 'x'",
    "unknown command '…', with args beginning with: '…' '…'",
  ],
  ["Can't open 'alice.rdb' for reading", "Can't open '…' for reading"],
  ['Slow script 6b1bf486fd0e9d6d8f4f2f5a1c3e4d5b6a7f8091 is running', 'Slow script * is running'],
  ['Client name=alice-laptop user=alice cmd="get secret" age=12', 'Client name=… user=… cmd="…" age=12'],
  ['Deleted key user:10042:orders', 'Deleted key user:*:orders'],
  ['mail to alice@example.com bounced', 'mail to … bounced'],
  ['订单 1 failed', '… 1 failed'],
  ['value="a"secret', 'value=…'],
])('what may be a customer’s does not: %s', (line, masked) => {
  expect(maskLine(line)).toEqual({ text: masked, hidden: true })
})
