import type { ServiceId } from '@/lib/operation'

export interface Region {
  id: string
  en: string
  zh: string
  zones: readonly string[]
  /** First letters of Alibaba ids there. */
  idPrefix?: string
}

const region = (id: string, en: string, zh: string, zones: string, idPrefix?: string): Region => ({
  id,
  en,
  zh,
  // cn-hangzhou-b, but cn-north-1a
  zones: zones.split(' ').map((zone) => (/\d$/.test(id) ? `${id}${zone}` : `${id}-${zone}`)),
  idPrefix,
})

/**
 * Regions and zones of the emulated clouds. Alibaba's manual has no region table and JD's names three regions only:
 * zones, and the JD regions after the third, are assumed.
 */
export const PLACES: Readonly<Record<ServiceId, readonly Region[]>> = {
  'alibaba-kvstore': [
    region('cn-hangzhou', 'China (Hangzhou)', '华东1（杭州）', 'b d e f g h i', 'bp1'),
    region('cn-shanghai', 'China (Shanghai)', '华东2（上海）', 'a b f g', 'uf6'),
    region('cn-beijing', 'China (Beijing)', '华北2（北京）', 'c f h', '2ze'),
    region('cn-shenzhen', 'China (Shenzhen)', '华南1（深圳）', 'c d e', 'wz9'),
    region('cn-hongkong', 'China (Hong Kong)', '中国香港', 'b c h', 'j6c'),
    region('ap-southeast-1', 'Singapore', '新加坡', 'a b c', 't4n'),
    region('cn-huhehaote', 'China (Hohhot)', '华北5（呼和浩特）', 'a b', 'hp3'),
  ],
  'jdcloud-redis': [
    region('cn-north-1', 'North China - Beijing', '华北-北京', 'a b c'),
    region('cn-south-1', 'South China - Guangzhou', '华南-广州', 'a b'),
    region('cn-east-2', 'East China - Shanghai', '华东-上海', 'a b c'),
    region('cn-east-1', 'East China - Suqian', '华东-宿迁', 'a b'),
    region('cn-southwest-1', 'Southwest China', '西南', 'a b'),
    region('cn-northwest-1', 'Northwest China', '西北', 'a'),
  ],
  'kingsoft-redis': [
    region('cn-beijing-6', 'North China 1 (Beijing)', '华北1（北京）', 'a b c'),
    region('cn-shanghai-2', 'East China 1 (Shanghai)', '华东1（上海）', 'a b'),
    region('cn-guangzhou-1', 'South China 1 (Guangzhou)', '华南1（广州）', 'a'),
    region('cn-hongkong-2', 'Hong Kong, China', '中国（香港）', 'a'),
    region('ap-singapore-1', 'Singapore', '新加坡', 'a b'),
    region('eu-east-1', 'Russia (Moscow)', '俄罗斯（莫斯科）', 'a b'),
  ],
  'kingsoft-memcached': [
    region('cn-beijing-6', 'North China 1 (Beijing)', '华北1（北京）', 'b'),
    region('cn-shanghai-2', 'East China 1 (Shanghai)', '华东1（上海）', 'a'),
  ],
}

export const placeOf = (service: ServiceId, id: string): Region | undefined =>
  PLACES[service].find((place) => place.id === id)

/** Kingsoft sells clusters (mode 1) and master-replica instances (mode 2) in different zones of Beijing 6. */
const ONLY_MODE: Readonly<Record<string, 1 | 2>> = { 'cn-beijing-6b': 1, 'cn-beijing-6c': 2 }

/** Zones of a Kingsoft Redis region in which a mode is sold. */
export const zonesForMode = (place: Region, mode: 1 | 2) =>
  place.zones.filter((zone) => (ONLY_MODE[zone] ?? mode) === mode)
