import { z } from 'zod'
import { noted, secret } from '@/lib/operation'
import { object, text } from '@/lib/providers/fields'

const NAME = '[\\u4e00-\\u9fa5A-Za-z0-9_-]'

/** A name of an instance or of a backup. */
export const longName = (en: string, zh: string) =>
  noted(
    z.string().regex(new RegExp(`^${NAME}{6,64}$`)),
    `${en}: 6 to 64 Chinese characters, letters, digits, _ or -`,
    `${zh}：6 到 64 个字符，可含中文、字母、数字、下划线和短横线`,
  )

/** A name or description of a group. */
export const shortName = (en: string, zh: string) =>
  noted(
    z.string().regex(new RegExp(`^${NAME}{1,64}$`)),
    `${en}: 1 to 64 Chinese characters, letters, digits, _ or -`,
    `${zh}：1 到 64 个字符，可含中文、字母、数字、下划线和短横线`,
  )

/** The rule is printed with signs missing in three places; this is what all of them leave. */
export const password = () =>
  secret(
    noted(
      z.string().regex(/^(?=.*[A-Z])(?=.*[a-z])(?=.*\d)[A-Za-z\d!@#$%^&*()_+=-]{8,30}$/),
      '8 to 30 characters with a capital, a small letter and a digit; of the special characters ! @ # % & * ( ) _ + = are safe everywhere',
      '8 到 30 个字符，必须包含大写字母、小写字母和数字；特殊字符中 ! @ # % & * ( ) _ + = 在各接口均可用',
    ),
  )

/** Identity of a thing that the cloud made. */
export const id = (en: string, zh: string) => noted(z.string().min(1), en, zh)
export const cacheId = id('Instance id', '实例 ID')

export const availableZone = noted(
  z.string(),
  "Zone. Left out, it is the region's a zone, and what is in another zone is not found",
  '可用区。不填时为该地域的 a 可用区，此时找不到其他可用区中的资源',
).optional()

export const project = noted(z.string().default('0'), 'Project id; 0 is the default project', '项目 ID；0 为默认项目')

export const capacity = (en: string, zh: string) => noted(z.number().int().min(1).max(300), en, zh)

/** Sizes that a master-replica instance can be changed to. The table for creation has more. */
export const RESIZE_GB = [1, 2, 4, 8, 16, 32, 64] as const
export const resizeCapacity = noted(
  z.literal(RESIZE_GB),
  'New memory in GB; only larger than now',
  '新的内存容量（GB），只能大于当前容量',
)

export const vpcId = id('Id of the VPC', 'VPC ID')
export const vnetId = id('Id of a subnet of that VPC, of the terminal type', '该 VPC 内终端子网的 ID')

/** Months; counts only for subscriptions. */
export const duration = noted(
  z.number().int().min(1).max(36).default(1),
  'Months of a subscription; counts only with BillType 1',
  '包年包月的时长（月），仅 BillType 为 1 时有效',
)

export const cidr = noted(
  z.string().regex(/^((25[0-5]|2[0-4]\d|1?\d?\d)\.){3}(25[0-5]|2[0-4]\d|1?\d?\d)\/(3[0-2]|[12]?\d)$/),
  'IPv4 range, such as 10.111.0.21/32',
  'IPv4 网段，例如 10.111.0.21/32',
)

export const offset = z.number().int().min(0).default(0)

/** The hourly windows. The last hour of the day is not among them. */
export const backupWindow = noted(
  z.enum(Array.from({ length: 23 }, (_, hour) => `${two(hour)}:00-${two(hour + 1)}:00`)),
  'Hour in which the automatic backup starts, China time',
  '自动备份的开始时段（北京时间）',
)

function two(hour: number) {
  return String(hour).padStart(2, '0')
}

/** The answer of a call that only says that it was taken: `Data` is null. */
export const done = object({ RequestId: text() })
