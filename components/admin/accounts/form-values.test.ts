import { expect, test } from 'vitest'
import { AccountCreate, type ProviderInfo } from '@/lib/model/account'
import { createRequest, emptyValues, listOf } from './form-values'

const info: ProviderInfo = {
  id: 'kingsoft',
  services: ['kingsoft-redis', 'kingsoft-memcached'],
  schemes: [{ id: 'kingsoft-query', en: 'Query', zh: '查询' }],
  regions: [{ id: 'cn-beijing-6', en: 'Beijing', zh: '北京' }],
  hasProjects: true,
}

test('a typed list is read however its words are kept apart, each word once', () => {
  expect(listOf(' 0, 103217，103305\n0 ; 7 ')).toEqual(['0', '103217', '103305', '7'])
})

test('chosen and typed regions are sent together, and an empty main account is none', () => {
  const values = {
    ...emptyValues(info),
    name: 'content',
    regions: ['cn-beijing-6'],
    moreRegions: 'cn-new-1 cn-beijing-6',
    accessKeyId: 'AKLT0001',
    accessKeySecret: 'secret',
  }
  const request = createRequest(values)
  expect(request).toMatchObject({ regions: ['cn-beijing-6', 'cn-new-1'], mainAccountId: null, projectIds: ['0'] })
  expect(AccountCreate.safeParse(request).success).toBe(true)
})
