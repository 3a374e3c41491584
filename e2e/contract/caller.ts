import type { Emulator } from '@/emulator/server'
import { findOperation } from '@/lib/catalog'
import { callProvider, makeLine } from '@/lib/http/call'
import { type Clock, realClock } from '@/lib/http/clock'
import { memoryLimiter } from '@/lib/http/quota'
import type { ServiceId } from '@/lib/operation'
import type { Credentials, SignatureScheme } from '@/lib/providers/contract'
import { providerOf } from '@/lib/providers/registry'

/** Waits between tries cost no time. */
const hurried: Clock = { ...realClock, sleep: async () => undefined }

interface Options {
  region: string
  credentials?: Credentials
  scheme?: SignatureScheme['id']
}

/**
 * Calls operations by name through the console's own client, over HTTP: the row's schema, the wire, the signature.
 * Resolves to the answer as its schema reads it; rejects with a ProviderError, or a ZodError before anything is sent.
 */
export function caller(emulator: Emulator, service: ServiceId, options: Options) {
  const line = makeLine(hurried)
  const limiter = memoryLimiter()
  // `any`: tests walk into the answers of any operation.
  return async (name: string, input: object = {}, region = options.region): Promise<any> => {
    const operation = findOperation(service, name)
    if (!operation) throw new Error(`${service} has no ${name}`)
    const { data } = await callProvider(providerOf(service), operation, operation.request.parse(input), {
      accountId: 'test',
      credentialId: 'test',
      credentials: options.credentials ?? { accessKeyId: 'testid', accessKeySecret: 'testsecret' },
      scheme: options.scheme ?? providerOf(service).schemes[0]?.id ?? 'alibaba-rpc',
      region,
      lane: 'interactive',
      owner: 'test',
      ratePerSecond: 1_000,
      concurrency: 10,
      limiter,
      gateway: emulator.url,
      line,
    })
    return data
  }
}
