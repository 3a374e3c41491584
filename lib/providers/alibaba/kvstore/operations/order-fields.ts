import { z } from 'zod'
import { noted } from '@/lib/operation'
import { type Rule, rule } from '@/lib/rules'

/** Months that a subscription can be bought for. */
const MONTHS = [1, 2, 3, 4, 5, 6, 7, 8, 9, 12, 24, 36] as const
export const monthsAsText = z.enum(['1', '2', '3', '4', '5', '6', '7', '8', '9', '12', '24', '36'])
const NO_COUPON = 'youhuiquan_promotion_option_id_for_blank'

export const months = () => noted(z.literal(MONTHS), 'How long it is paid for.', '购买时长，单位为月。')
export const chargeType = () =>
  noted(
    z.enum(['PrePaid', 'PostPaid']).default('PostPaid'),
    'PrePaid: subscription; PostPaid: pay-as-you-go.',
    'PrePaid 为包年包月，PostPaid 为按量付费。',
  )
export const couponNo = () =>
  noted(
    z.string().min(1).default(NO_COUPON),
    'Coupon code; the default means none.',
    '优惠券编号，默认值表示不使用优惠券。',
  )
export const businessInfo = () =>
  noted(z.string().min(1).optional(), 'Reference of a promotion.', '活动或业务的附加信息。')
export const autoPay = () =>
  noted(
    z.boolean().default(true),
    'false: the order waits to be paid in the vendor’s console.',
    'false 表示订单待在云平台控制台手动支付。',
  )
export const token = () =>
  noted(
    z
      .string()
      .min(1)
      .max(64)
      .regex(/^[\x00-\x7f]*$/)
      .optional(),
    'Makes a repeat of the same request safe: at most 64 ASCII characters.',
    '幂等标识，用于安全重试，最多 64 个 ASCII 字符。',
  )
export const effectiveTime = () =>
  noted(
    z.enum(['Immediately', 'MaintainTime']).default('Immediately'),
    'Now, or in the maintenance window.',
    '立即执行，或在可维护时间段内执行。',
  )
export const instanceName = () =>
  noted(
    z.string().regex(/^\p{L}[^\s@/:="<>{}[\]]{1,127}$/u),
    '2 to 128 characters, the first a letter; no blanks and none of @ / : = " < > { } [ ]',
    '2 至 128 个字符，以字母或汉字开头，不能含空格及 @ / : = " < > { } [ ]',
  )
export const instanceClass = () =>
  noted(
    z.string().min(1).optional(),
    'Class code; DescribeAvailableResource lists them.',
    '实例规格代码，可通过 DescribeAvailableResource 查询。',
  )
export const capacityMb = () => noted(z.number().int().min(1).optional(), 'Memory in MB.', '内存容量，单位为 MB。')
export const engineVersion = () => z.enum(['2.8', '4.0', '5.0'])
export const port = () => noted(z.number().int().min(1_024).max(65_535), '1024 to 65535', '1024 至 65535')
export const endpointPrefix = () =>
  noted(
    z
      .string()
      .min(8)
      .max(64)
      .regex(/^[a-z][a-z0-9-]*$/),
    '8 to 64 small letters and digits, the first a letter. The manual’s sample has a hyphen.',
    '8 至 64 个小写字母或数字，以小写字母开头（手册示例含连字符）。',
  )

/** A copy comes from a backup or from a moment, never from the source alone. */
export const sourceNeedsMoment: Rule<'SrcDBInstanceId'> = rule(
  'SrcDBInstanceId',
  { en: 'A source instance needs BackupId or RestoreTime.', zh: '指定源实例时必须填写 BackupId 或 RestoreTime。' },
  (input) => !input.SrcDBInstanceId || Boolean(input.BackupId || input.RestoreTime),
)
