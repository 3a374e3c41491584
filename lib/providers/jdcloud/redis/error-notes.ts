import type { ErrorNote } from '@/lib/providers/error-note'

/**
 * Status texts of JD Cloud. The manual of Redis names NOT_FOUND alone; the others are the cloud's own convention, the
 * same for all its services.
 */
export const ERROR_NOTES: readonly ErrorNote[] = [
  {
    code: 'NOT_FOUND',
    means: { en: 'What the request names does not exist.', zh: '请求所指的资源不存在。' },
    advice: 'look-up',
  },
  {
    code: 'INVALID_ARGUMENT',
    means: { en: 'A value is not accepted; the message names it.', zh: '参数值不合法，消息中会指出是哪一个。' },
    advice: 'correct',
  },
  {
    code: 'FAILED_PRECONDITION',
    means: { en: 'The state of the instance does not allow it.', zh: '实例当前状态不允许此操作。' },
    advice: 'wait',
    of: { kinds: ['write', 'destructive'] },
  },
  {
    code: 'QUOTA_EXCEEDED',
    means: { en: 'A quota of the cloud account is used up.', zh: '云账号的配额已用完。' },
    advice: 'quota',
    of: { costs: true },
  },
  {
    code: 'PERMISSION_DENIED',
    means: { en: 'The user behind the key may not call it.', zh: '该密钥所属用户无权调用。' },
    advice: 'permission',
  },
  {
    code: 'UNAUTHENTICATED',
    means: {
      en: 'The key is unknown, the signature wrong, or the time in the request too old.',
      zh: '密钥未知、签名错误，或请求时间过旧。',
    },
    advice: 'key',
  },
  {
    code: 'TOO_MANY_REQUESTS',
    means: { en: 'Too many calls in a short time.', zh: '短时间内调用次数过多。' },
    advice: 'again',
  },
  { code: 'INTERNAL', means: { en: 'The cloud failed on its side.', zh: '云端内部错误。' }, advice: 'again' },
]
