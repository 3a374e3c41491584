import type { Decimal } from '@/lib/model/money'

const SIGNS: Record<string, string> = { CNY: '¥', RMB: '¥', USD: '$', EUR: '€' }
const CENTS = 2

/**
 * An amount as it is read: `¥6,840.00`, `−¥3.50`, `12.00 JPY`, and just the number where the currency is not told. At least
 * two digits behind the point, and all that it has.
 */
export function formatMoney(amount: Decimal, currency: string | null): string {
  const [whole = '0', fraction = ''] = amount.replace('-', '').split('.')
  const number = `${whole.replace(/\B(?=(\d{3})+$)/g, ',')}.${fraction.padEnd(CENTS, '0')}`
  const minus = amount.startsWith('-') ? '−' : ''
  const sign = currency === null ? '' : SIGNS[currency]
  return sign === undefined ? `${minus}${number} ${currency}` : `${minus}${sign}${number}`
}
