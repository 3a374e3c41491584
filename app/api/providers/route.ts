import { providerInfos } from '@/lib/accounts/provider-info'
import { route } from '@/lib/bff/route'

export const GET = route({ access: 'viewer' }, async () => ({ items: providerInfos() }))
