/**
 * Regions that the central host serves. All others have a host of their own with the region in its name; a region that
 * nobody has heard of gets one too, which is what the vendor's newer clients do.
 */
const CENTRAL = new Set([
  'cn-hangzhou',
  'cn-shanghai',
  'cn-beijing',
  'cn-qingdao',
  'cn-wulanchabu',
  'cn-heyuan',
  'cn-hangzhou-finance',
  'cn-beijing-gov-1',
  'cn-fujian',
  'cn-wuhan',
  'cn-zhangbei',
])

export const hostOf = (region: string) =>
  CENTRAL.has(region) ? 'r-kvstore.aliyuncs.com' : `r-kvstore.${region}.aliyuncs.com`

export const allowsHost = (host: string) => /^r-kvstore(\.[a-z0-9-]{2,40})?\.aliyuncs\.com$/.test(host)
