/** Regions that share the central endpoint; every other region has one of its own. */
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

export const endpointOf = (region: string) =>
  CENTRAL.has(region) ? 'r-kvstore.aliyuncs.com' : `r-kvstore.${region}.aliyuncs.com`
