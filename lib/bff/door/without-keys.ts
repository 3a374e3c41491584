import type { Credentials } from '@/lib/providers/contract'
import { ProviderError } from '@/lib/providers/error'

/**
 * The same error, without the credentials if the cloud quoted them: a refused signature comes back with the string
 * that was signed, key id included. Its cause is kept out too, because it holds what was answered.
 */
export function withoutKeys(error: unknown, { accessKeyId, accessKeySecret }: Credentials): unknown {
  if (!(error instanceof ProviderError)) return error
  const blank = (text: string | undefined) =>
    [accessKeySecret, accessKeyId].reduce(
      (at, key) => [key, encodeURIComponent(key), encodeURIComponent(encodeURIComponent(key))].reduce(cut, at),
      text ?? '',
    )
  const vendorMessage = error.vendorMessage && blank(error.vendorMessage)
  const code = error.code && blank(error.code)
  const requestId = error.requestId && blank(error.requestId)
  if (vendorMessage === error.vendorMessage && code === error.code && requestId === error.requestId) return error
  const { kind, operation, status, retryAfterMs, serverDate, sent } = error
  return new ProviderError({ kind, operation, status, retryAfterMs, serverDate, sent, vendorMessage, code, requestId })
}

const cut = (text: string, key: string) => text.replaceAll(key, '***')
