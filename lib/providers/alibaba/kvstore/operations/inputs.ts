import { z } from 'zod'
import { noted } from '@/lib/operation'
import { type Rule, rule } from '@/lib/rules'

/** Fields that many requests of this service share. */
export const instanceId = () => z.string().min(1)
export const regionId = () => noted(z.string().min(1), 'Region of the instance.', '实例所在的地域。').optional()
export const pageNumber = () => z.number().int().min(1).max(2_147_483_647).default(1)
export const page30To100 = () => z.literal([30, 50, 100]).default(30)

/** `2019-03-10T14:11Z` */
export const minute = () =>
  noted(
    z.string().regex(/^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}Z$/),
    'UTC, to the minute: 2026-03-10T14:11Z',
    'UTC 时间，精确到分：2026-03-10T14:11Z',
  )
/** `2019-03-24T12:10:00Z` */
export const second = () =>
  noted(
    z.string().regex(/^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}Z$/),
    'UTC, to the second: 2026-03-24T12:10:00Z',
    'UTC 时间，精确到秒：2026-03-24T12:10:00Z',
  )

type Span = 'StartTime' | 'EndTime'
const msOf = (value: unknown) => Date.parse(String(value))

export const endAfterStart: Rule<Span> = rule(
  'EndTime',
  { en: 'EndTime must be later than StartTime.', zh: 'EndTime 必须晚于 StartTime。' },
  ({ StartTime, EndTime }) => !(msOf(EndTime) <= msOf(StartTime)),
)
export const withinADay: Rule<Span> = rule(
  'EndTime',
  { en: 'EndTime may be at most one day after StartTime.', zh: 'EndTime 与 StartTime 的间隔不能超过一天。' },
  ({ StartTime, EndTime }) => !(msOf(EndTime) - msOf(StartTime) > 86_400_000),
)

/** Characters of a password, without the rule that three kinds of them must occur. */
export const password = () =>
  noted(
    z
      .string()
      .min(8)
      .max(32)
      .regex(/^[A-Za-z0-9!@#$%^&*()_+=-]*$/),
    '8 to 32 characters, at least three of: capital letters, small letters, digits, !@#$%^&*()_+-=',
    '8 至 32 个字符，包含大写字母、小写字母、数字、特殊字符 !@#$%^&*()_+-= 中至少三种。',
  )
const KINDS = [/[A-Z]/, /[a-z]/, /[0-9]/, /[!@#$%^&*()_+=-]/]
export const threeKinds = <const F extends string>(field: F): Rule<F> =>
  rule(
    field,
    {
      en: 'A password needs three of: capital letters, small letters, digits, !@#$%^&*()_+-=',
      zh: '密码须包含大写字母、小写字母、数字、特殊字符 !@#$%^&*()_+-= 中的至少三种。',
    },
    (input) => input[field] === undefined || KINDS.filter((kind) => kind.test(String(input[field]))).length >= 3,
  )
