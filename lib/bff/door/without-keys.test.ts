import { expect, test } from 'vitest'
import { ProviderError } from '@/lib/providers/error'
import { withoutKeys } from './without-keys'

const keys = { accessKeyId: 'LTAI5tCanary+Key', accessKeySecret: 'canary/secret==' }

test('a refused signature that quotes what was signed shows neither key id nor secret, plain or encoded', () => {
  const error = new ProviderError({
    kind: 'wrong-key',
    operation: 's/Op',
    code: 'SignatureDoesNotMatch',
    vendorMessage: `server string to sign is:GET&%2F&AccessKeyId%3D${encodeURIComponent(encodeURIComponent(keys.accessKeyId))} key ${keys.accessKeyId} secret ${keys.accessKeySecret} ${encodeURIComponent(keys.accessKeySecret)}`,
    requestId: 'R-1',
    status: 403,
    sent: true,
    cause: new Error(keys.accessKeySecret),
  })
  const clean = withoutKeys(error, keys)
  expect(clean).toBeInstanceOf(ProviderError)
  expect(clean).toMatchObject({ kind: 'wrong-key', code: 'SignatureDoesNotMatch', requestId: 'R-1', status: 403 })
  const { vendorMessage, cause } = clean as ProviderError // checked above
  expect(vendorMessage).toContain('server string to sign is')
  expect(vendorMessage).not.toMatch(/Canary|canary/)
  expect(cause).toBeUndefined()
})

test('an error that quotes nothing stays the same object, cause included', () => {
  const error = new ProviderError({ kind: 'denied', operation: 's/Op', vendorMessage: 'no', sent: true, cause: 1 })
  expect(withoutKeys(error, keys)).toBe(error)
})
