import { z } from 'zod'
import { noted } from '@/lib/operation'
import { list, number, object, scalar, text } from '@/lib/providers/fields'

/**
 * Fields that the instance objects of both Kingsoft services have in lists and alone. The gateway's older samples
 * send some numbers as text and leave half of the table out, so only the id is certain.
 */
export const cacheFields = {
  cacheId: z.string(),
  name: text(),
  region: text(),
  az: text(),
  engine: text(),
  /** 1 cluster, 2 master and replica. */
  mode: scalar(),
  /** GB. */
  size: number(),
  port: scalar(),
  vip: text(),
  status: scalar(),
  /** `yyyy-MM-dd HH:mm:ss`, China time. */
  createTime: text(),
  netType: scalar(),
  vpcId: text(),
  vnetId: text(),
  billType: scalar(),
  orderType: scalar(),
  serviceBeginTime: text(),
  serviceEndTime: text(),
  iamProjectId: scalar(),
  iamProjectName: text(),
  protocol: text(),
  securityGroupId: scalar(),
  eip: text(),
  eipRo: text(),
}

export const cacheListFields = {
  ...cacheFields,
  source: scalar(),
  serviceStatus: scalar(),
  tags: list(z.unknown()),
  area: text(),
  directVips: text(),
  directSupported: scalar(),
  directConnEnabled: scalar(),
}

export const cacheDetailFields = {
  ...cacheFields,
  /** Address of the read-only nodes. */
  slaveVip: text(),
  /** Number of read-only nodes. */
  slaveNum: scalar(),
  timingSwitch: text(),
  /** The backup window, in spite of its name. */
  timezone: text(),
  usedMemory: number(),
  subOrderId: text(),
  productId: text(),
  orderUse: scalar(),
}

export const orderBy = z.enum(['name,asc', 'name,desc', 'created,asc', 'created,desc']).default('created,desc')

/** Filters that the lists of both services share. */
export const listFilters = {
  CacheId: noted(z.string(), 'Instance id', '实例 ID').optional(),
  Name: noted(z.string(), 'Name of the instance', '实例名称').optional(),
  Vip: noted(z.string(), 'Address of the instance', '实例地址').optional(),
  VpcId: noted(z.string(), 'Id of the VPC', 'VPC ID').optional(),
  VnetId: noted(z.string(), 'Id of the subnet', '子网 ID').optional(),
  Offset: z.number().int().min(0).default(0),
  Limit: z.number().int().min(1).max(100).default(10),
  OrderBy: orderBy,
}

export const clusterPage = object({
  RequestId: text(),
  Data: object({
    list: list(object(cacheListFields)),
    offset: number(),
    limit: number(),
    total: z.number(),
  }),
})

export const clusterDetail = object({ RequestId: text(), Data: object(cacheDetailFields) })

// The sets are not optional: a list without zones would look like a region without instances.
export const regionSet = object({
  RegionSet: z.array(object({ Region: z.string(), RegionName: text() })),
  RequestId: text(),
})

export const zoneSet = object({
  AvailabilityZoneSet: z.array(object({ Region: z.string(), AvailabilityZone: z.string() })),
  RequestId: text(),
})
