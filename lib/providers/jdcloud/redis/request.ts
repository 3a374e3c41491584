import { z } from 'zod'
import { noted } from '@/lib/operation'

/** Fields that many requests of this service share. */
export const regionId = noted(z.string().min(1), 'Region; also part of the signature.', '地域，同时参与签名。')

export const cacheInstanceId = noted(z.string().min(1), 'Id of the instance.', '实例 ID。')

/** What every call about one instance needs. */
export const instance = { regionId, cacheInstanceId }

export const paging = {
  pageNumber: noted(z.number().int().min(1).default(1), 'Page, counted from 1.', '页码，从 1 开始。'),
  pageSize: noted(z.number().int().min(10).max(100).default(10), 'Rows per page.', '每页条数。'),
}

/** `2026-01-02T03:04:05Z`; some texts of the vendor allow an offset instead of the Z. */
export const time = z.string().regex(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)$/)

export const startTime = noted(
  time,
  'From this time on, as 2026-01-02T03:04:05Z.',
  '起始时间，例如 2026-01-02T03:04:05Z。',
)
export const endTime = noted(time, 'Up to this time, as 2026-01-02T03:04:05Z.', '结束时间，例如 2026-01-02T03:04:05Z。')

export const description = noted(z.string().max(256), 'Up to 256 characters.', '最长 256 个字符。')

/** `01:00-02:00 +0800`: a window of the day with its zone. */
export const dayWindow = /^([01]\d|2[0-3]):[0-5]\d-([01]\d|2[0-3]):[0-5]\d [+-]\d{4}$/

/**
 * Letters and digits, both of them, 8 to 16: the rule of the first manual, which the newest text no longer prints.
 * Empty means that no password is needed.
 */
export const password = z.string().regex(/^$|^(?=.*[A-Za-z])(?=.*\d)[A-Za-z\d]{8,16}$/)

/** Digits, letters, underscore and Chinese, 2 to 32. Newer instances also carry hyphens. */
export const instanceName = z.string().regex(/^[\w\u4e00-\u9fa5]{2,32}$/)

export const effectiveTime = noted(
  z.enum(['Immediately', 'MaintainTime']).default('Immediately'),
  'At once, or in the next maintenance window.',
  '立即执行，或在下一个可维护时间段内执行。',
)
