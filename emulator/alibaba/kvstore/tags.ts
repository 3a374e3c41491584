import type { tagOperations } from '@/lib/providers/alibaba/kvstore/operations/tag'
import type { Behaviours, Scene } from '../../behaviour'
import { refuse } from '../../gateway/refusal'
import type { CacheInstance } from '../../world/instance'
import { instanceOf } from './common'

const MOST_TAGS = 20
/** The manual does not say how many an answer holds. */
const PAGE = 100

export const tagBehaviours = {
  ListTagResources: (scene, input) => {
    const ids = input.ResourceId
    const bindings = scene.world
      .list({ service: 'alibaba-kvstore', region: input.RegionId, owner: scene.owner })
      .filter(({ id }) => ids === undefined || ids.includes(id))
      .flatMap((instance) => instance.tags.map((tag) => ({ ...tag, id: instance.id })))
      .filter(
        ({ key, value }) =>
          input.Tag === undefined ||
          input.Tag.some((t) => t.Key === key && (t.Value === undefined || t.Value === value)),
      )
    const from = input.NextToken === undefined ? 0 : placeOf(input.NextToken)
    const more = from + PAGE < bindings.length
    return {
      TagResources: {
        TagResource: bindings.slice(from, from + PAGE).map(({ id, key, value }) => ({
          ResourceId: id,
          ResourceType: 'ALIYUN::KVSTORE::INSTANCE',
          TagKey: key,
          TagValue: value,
        })),
      },
      ...(more ? { NextToken: tokenOf(from + PAGE) } : {}),
    }
  },

  TagResources: (scene, input) => {
    const instances = all(scene, input.ResourceId, input.RegionId)
    const given = new Map(input.Tag.map(({ Key, Value }) => [Key, Value]))
    const after = instances.map((instance) => [...new Map([...pairs(instance), ...given])])
    // All or nothing: an instance that would have too many leaves the others as they were.
    if (after.some((tags) => tags.length > MOST_TAGS))
      throw refuse(400, 'QuotaExceed.TagsPerResource', `An instance has at most ${MOST_TAGS} tags.`)
    instances.forEach((instance, at) => {
      instance.tags = (after[at] ?? []).map(([key, value]) => ({ key, value }))
    })
    return {}
  },

  UntagResources: (scene, { ResourceId, TagKey, RegionId }) => {
    for (const instance of all(scene, ResourceId, RegionId))
      instance.tags = TagKey?.length ? instance.tags.filter(({ key }) => !TagKey.includes(key)) : []
    return {}
  },
} satisfies Behaviours<typeof tagOperations>

const pairs = ({ tags }: CacheInstance) => tags.map(({ key, value }): [string, string] => [key, value])

const all = (scene: Scene, ids: readonly string[], region: string) =>
  [...new Set(ids)].map((id) => instanceOf(scene, id, region))

const tokenOf = (place: number) => Buffer.from(`from ${place}`).toString('hex')

function placeOf(token: string): number {
  const place = /^from (\d+)$/.exec(Buffer.from(token, 'hex').toString())?.[1]
  if (place === undefined) throw refuse(400, 'InvalidParameter', 'The specified parameter "NextToken" is not valid.')
  return Number(place)
}
