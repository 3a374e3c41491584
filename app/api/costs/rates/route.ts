import { route } from '@/lib/bff/route'
import { readExchange, saveExchange } from '@/lib/costs/exchange'
import { ExchangeRates } from '@/lib/model/cost'

export const GET = route({ access: 'viewer' }, () => readExchange())

export const PUT = route({ access: 'admin', body: ExchangeRates }, ({ actor, body }) => saveExchange(actor, body))
