import { z } from 'zod'
import { noted, operations } from '@/lib/operation'
import { flag, list, object, text } from '@/lib/providers/fields'
import { API_VERSION, SERVICE } from '../service'

const acceptLanguage = noted(
  z.enum(['zh-CN', 'en-US']).default('zh-CN'),
  'Language of display names.',
  '显示名称的语言。',
)

export const regionOperations = operations(SERVICE, API_VERSION, {
  DescribeRegions: {
    method: 'GET',
    kind: 'read',
    probe: 'plain',
    group: 'region',
    summary: { en: 'List regions and their endpoints', zh: '查询地域及其接入点' },
    manual: '7.1',
    request: z.strictObject({
      RegionId: noted(
        z.string().optional(),
        'Only this region; the manual leaves its effect open.',
        '仅查询该地域，手册未说明其作用。',
      ),
      AcceptLanguage: acceptLanguage,
    }),
    response: object({
      RegionIds: object({
        KVStoreRegion: list(
          object({
            RegionId: z.string(),
            LocalName: text(),
            RegionEndpoint: text(),
            ZoneIdList: object({ ZoneId: list(z.string()) }).nullish(),
            ZoneIds: text(),
          }),
        ),
      }),
      RequestId: text(),
    }),
  },
  DescribeZones: {
    method: 'GET',
    kind: 'read',
    probe: 'plain',
    group: 'region',
    summary: { en: 'List zones', zh: '查询可用区' },
    manual: '7.2',
    request: z.strictObject({
      RegionId: noted(z.string().optional(), 'Only zones of this region.', '仅查询该地域的可用区。'),
      AcceptLanguage: acceptLanguage,
    }),
    response: object({
      Zones: object({
        KVStoreZone: list(
          object({
            ZoneId: z.string(),
            ZoneName: text(),
            RegionId: text(),
            /** True when nothing new can be created there. */
            Disabled: flag(),
            IsRds: flag(),
            SwitchNetwork: flag(),
          }),
        ),
      }),
      RequestId: text(),
    }),
  },
})
