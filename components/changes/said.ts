import { formatMoney } from '@/lib/i18n/money'
import type { Priced } from '@/lib/model/plan-money'

/** An amount with its currency; what is not the cloud's own word is marked as roughly so. */
export const said = ({ source, currency, unit }: Priced, amount: string) =>
  `${source.kind === 'estimate' || unit === 'hour' ? '≈ ' : ''}${formatMoney(amount, currency)}`
