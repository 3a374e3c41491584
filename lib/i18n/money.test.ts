import { expect, test } from 'vitest'
import { formatMoney } from './money'

test.each([
  ['6840', 'CNY', '¥6,840.00'],
  ['0.4375', 'CNY', '¥0.4375'],
  ['-3.5', 'USD', '−$3.50'],
  ['1234567.8', 'JPY', '1,234,567.80 JPY'],
  ['12', null, '12.00'],
])('%s %s is read as %s', (amount, currency, said) => {
  expect(formatMoney(amount, currency)).toBe(said)
})
