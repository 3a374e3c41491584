import { z } from 'zod'
import { operations } from '@/lib/operation'
import { flag, list, object, text } from '@/lib/providers/fields'
import { API_VERSION, SERVICE } from '../service'

const acceptLanguage = z.enum(['zh-CN', 'en-US']).default('zh-CN').describe('Language of display names')

export const regionOperations = operations(SERVICE, API_VERSION, {
  DescribeRegions: {
    method: 'GET',
    kind: 'read',
    probe: 'plain',
    group: 'region',
    summary: { en: 'List regions and their endpoints', zh: '查询地域及其接入点' },
    manual: '7.1',
    request: z.strictObject({
      RegionId: z.string().optional().describe('Only this region; the manual leaves its effect open'),
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
      RegionId: z.string().optional().describe('Only zones of this region'),
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
