import { addAccount } from '@/lib/accounts/testing'
import { findOperation } from '@/lib/catalog'
import { targetTextOf } from '@/lib/explorer/target'
import type { OperationCall } from '@/lib/model/operation'
import { kindOf, type Operation, type ServiceId } from '@/lib/operation'
import { providerOf } from '@/lib/providers/registry'
import { apiRoutes, person, send } from './in-process'

/** The key that every local cloud of the tests knows and that owns its whole fleet. */
const KEY = { accessKeyId: 'testid', accessKeySecret: 'testsecret' }

interface More extends Partial<Pick<OperationCall, 'confirm' | 'reveal'>> {
  region?: string
  /** Headers of the request, beside those of a page of ours. */
  headers?: Record<string, string>
  signal?: AbortSignal
}

/** Calls any operation through the explorer's API as an operator who confirms what has to be confirmed. */
export async function explorerCaller(service: ServiceId, region: string) {
  const path = '/api/operations/[service]/[action]'
  const found = (await apiRoutes()).find((one) => one.path === path)
  if (!found) throw new Error(`no ${path}`)
  const { cookie, id: userId } = await person('operator')
  const { id: provider, schemes } = providerOf(service)
  const scheme = schemes[0]?.id
  const account = await addAccount({
    ...KEY,
    provider,
    scheme,
    services: [service],
    regions: [region],
    ratePerSecond: 100,
  })
  const call = (name: string, input: object, { headers, signal, ...more }: More = {}) => {
    const operation = findOperation(service, name)
    const confirm = operation && confirmationFor(operation, input)
    const body = { accountId: account.id, region, input, confirm, ...more }
    return send(found, 'POST', { values: { service, action: name }, body, cookie, headers, signal })
  }
  return { call, account, userId }
}

const confirmationFor = (operation: Operation, input: object) =>
  kindOf(operation, input) === 'destructive'
    ? targetTextOf(operation, operation.request.safeParse(input).data)
    : undefined
