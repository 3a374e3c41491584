import { z } from 'zod'
import { noted, operations } from '@/lib/operation'
import { list, object, text } from '@/lib/providers/fields'
import { oneOf, rule, withRules } from '@/lib/rules'
import { API_VERSION, SERVICE } from '../service'

const resourceType = () => z.literal('INSTANCE').default('INSTANCE')
const region = () => z.string().min(1)
const ids = () => noted(z.array(z.string().min(1)).min(1).max(50), 'Instance ids, up to 50.', '实例 ID，最多 50 个。')
const key = () => z.string().min(1).max(64)

export const tagOperations = operations(SERVICE, API_VERSION, {
  ListTagResources: {
    method: 'GET',
    kind: 'read',
    group: 'tag',
    summary: { en: 'Tags of instances, or instances of tags', zh: '查询实例的标签，或按标签查询实例' },
    manual: '17.1',
    request: withRules(
      z.strictObject({
        RegionId: region(),
        ResourceType: resourceType(),
        ResourceId: ids().optional(),
        Tag: noted(
          z
            .array(z.strictObject({ Key: key(), Value: z.string().max(128).optional() }))
            .min(1)
            .max(20),
          'Only bindings of these tags; several add up.',
          '只查询这些标签的绑定关系，多个标签取并集。',
        ).optional(),
        NextToken: noted(z.string().min(1), 'From the previous answer.', '上一次返回的 NextToken。').optional(),
      }),
      oneOf('ResourceId', 'Tag'),
    ),
    response: object({
      /** Absent or empty on the last page. */
      NextToken: text(),
      TagResources: object({
        TagResource: list(object({ ResourceId: text(), ResourceType: text(), TagKey: text(), TagValue: text() })),
      }).nullish(),
      RequestId: text(),
    }),
  },
  TagResources: {
    method: 'POST',
    kind: 'write',
    once: true,
    group: 'tag',
    summary: {
      en: 'Add tags to instances; a key that is there gets the new value',
      zh: '为实例添加标签，已有的键被覆盖',
    },
    manual: '17.2',
    request: z.strictObject({
      RegionId: region(),
      ResourceType: resourceType(),
      ResourceId: ids(),
      Tag: noted(
        z
          .array(z.strictObject({ Key: key(), Value: z.string().max(128) }))
          .min(1)
          .max(20),
        'An instance carries at most 20 tags.',
        '每个实例最多 20 个标签。',
      ),
    }),
    response: object({ RequestId: text() }),
  },
  UntagResources: {
    method: 'POST',
    kind: 'write',
    once: true,
    group: 'tag',
    summary: { en: 'Remove tags from instances', zh: '解绑实例的标签' },
    manual: '17.3',
    request: withRules(
      z.strictObject({
        RegionId: region(),
        ResourceType: resourceType(),
        ResourceId: ids(),
        TagKey: z.array(key()).min(1).max(20).optional(),
        All: noted(
          z.boolean().optional(),
          'true: every tag; not heeded when keys are given.',
          'true 表示解绑全部标签；指定 TagKey 时忽略。',
        ),
      }),
      rule(
        'TagKey',
        { en: 'Name keys, or set All to true.', zh: '请指定 TagKey，或将 All 设为 true。' },
        ({ TagKey, All }) => (Array.isArray(TagKey) && TagKey.length > 0) || All === true,
      ),
    ),
    response: object({ RequestId: text() }),
  },
})
