import type { ErrorNote } from '@/lib/providers/error-note'

/** The common error table of the Redis and Memcached manuals; their operations name no codes of their own. */
export const ERROR_NOTES: readonly ErrorNote[] = [
  {
    code: 'MissingParameter',
    means: { en: 'Something that must be given is missing.', zh: '缺少必填参数。' },
    advice: 'correct',
  },
  {
    code: 'InvalidParameter',
    means: { en: 'A value is not accepted.', zh: '参数值不合法。' },
    advice: 'correct',
  },
  {
    code: 'BusinessError',
    means: {
      en: 'A rule of the service forbids it: unknown id, wrong state, quota or balance. Only the message tells which.',
      zh: '违反服务的业务规则：ID 不存在、状态不符、配额或余额不足等，只有消息能说明是哪一种。',
    },
    advice: 'read',
  },
  {
    code: 'MissingAction',
    means: {
      en: 'The gateway does not know this operation in this API version.',
      zh: '网关在该 API 版本中找不到此操作。',
    },
    advice: 'elsewhere',
  },
  {
    code: 'InvalidAction',
    means: { en: 'The operation is not offered in this region.', zh: '该地域不提供此操作。' },
    advice: 'elsewhere',
  },
  {
    code: 'ValidationError',
    means: { en: 'The key or the signature is not accepted.', zh: '密钥或签名未通过校验。' },
    advice: 'key',
  },
  {
    code: 'RequestExpired',
    means: { en: 'The time in the request is too old.', zh: '请求时间过旧。' },
    advice: 'clock',
  },
  {
    code: 'ServiceUnavailable',
    means: { en: 'The cloud fails for the moment.', zh: '云端服务暂时不可用。' },
    advice: 'again',
  },
  { code: 'InternalFailure', means: { en: 'The cloud failed on its side.', zh: '云端内部错误。' }, advice: 'again' },
]
