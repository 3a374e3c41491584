import { z } from 'zod'
import { partsOfText, tagsOfText } from '@/lib/model/tag-text'
import { noted } from '@/lib/operation'
import { type Actions, action, type Seen, type Target } from '@/lib/providers/actions'
import type { Call } from '@/lib/providers/contract'
import { kvstoreOperations as op } from './catalog'

/** Tags that an instance may have, and that one call takes (17.2, 17.3). */
const MOST = 20
const MOST_KEY = 64
const MOST_VALUE = 128
const PREFIX = 'tag '
const fieldOfTag = (key: string) => `seen.${PREFIX}${key}`
const isKey = (key: string) => key !== '' && key.length <= MOST_KEY
const each = (keys: readonly string[]) => new Set(keys).size === keys.length

const tagsText = noted(
  z
    .string()
    .max(5_000)
    .refine((text) => {
      const tags = tagsOfText(text) ?? []
      const fit = tags.every(({ key, value }) => isKey(key) && value.length <= MOST_VALUE)
      return fit && tags.length > 0 && tags.length <= MOST && each(tags.map(({ key }) => key))
    }),
  'As team=core, tier=gold; up to 20, each key once, keys up to 64 and values up to 128 characters. A key that is there gets the new value. One with a comma in it stands in quotes.',
  '格式如 team=core, tier=gold；最多 20 个，键不重复，键最长 64 个字符，值最长 128 个字符。已有的键会被覆盖。含逗号的标签请加英文引号。',
)
const keysText = noted(
  z
    .string()
    .max(2_000)
    .refine((text) => {
      const keys = partsOfText(text) ?? []
      return keys.length > 0 && keys.length <= MOST && keys.every(isKey) && each(keys)
    }),
  'Keys with commas between them, up to 20; one with a comma in it stands in quotes.',
  '标签键，以逗号分隔，最多 20 个；含逗号的键请加英文引号。',
)

const at = ({ id, region }: Target) => ({ RegionId: region, ResourceType: 'INSTANCE' as const, ResourceId: [id] })

/** All tags of the instance, page by page: an answer's size is not told (17.1). */
async function tagsOf(call: Call, target: Target): Promise<Map<string, string>> {
  const tags = new Map<string, string>()
  for (let token: string | undefined; ; ) {
    const input = { ...at(target), NextToken: token }
    const { data } = await call(op.ListTagResources, input, { region: target.region })
    for (const { TagKey, TagValue, ResourceId } of data.TagResources?.TagResource ?? [])
      if (TagKey && (!ResourceId || ResourceId === target.id)) tags.set(TagKey, TagValue ?? '')
    if (!data.NextToken) return tags
    token = data.NextToken
  }
}

/** The values of the keys that are meant, null where there is none, and how many tags there are. */
const observing =
  (keysOf: (params: Record<string, unknown>) => string[]) =>
  async (call: Call, target: Target, params: Record<string, unknown>): Promise<Seen> => {
    const tags = await tagsOf(call, target)
    return {
      ...Object.fromEntries(keysOf(params).map((key) => [PREFIX + key, tags.get(key) ?? null])),
      tagCount: tags.size,
    }
  }

const keysOfTags = (text: unknown) => (tagsOfText(String(text)) ?? []).map(({ key }) => key)

/** Tags of the cloud's own as changes. */
export const tagActions = {
  'tag-add': action(op.TagResources, {
    params: z.strictObject({ tags: tagsText }),
    observe: observing(({ tags }) => keysOfTags(tags)),
    refusesChoice: ({ detail: { seen } }, { tags }) => {
      if (!seen) return { code: 'tags-unread' }
      const isNew = (key: string) => seen[PREFIX + key] === null
      const count = Number(seen.tagCount) + keysOfTags(tags).filter(isNew).length
      return count > MOST ? { code: 'tags-full', params: { count, most: MOST } } : null
    },
    input: (target, { tags }) => ({
      ...at(target),
      Tag: (tagsOfText(tags) ?? []).map(({ key, value }) => ({ Key: key, Value: value })),
    }),
    aims: (_, { tags }) =>
      (tagsOfText(tags) ?? []).map(({ key, value }) => ({ field: fieldOfTag(key), is: 'equal', value })),
    rows: ({ detail: { seen } }, { tags }) =>
      (tagsOfText(tags) ?? []).map(({ key, value }) => ({
        field: fieldOfTag(key),
        from: seen?.[PREFIX + key] ?? '',
        to: value,
      })),
  }),
  'tag-remove': action(op.UntagResources, {
    params: z.strictObject({ keys: keysText }),
    observe: observing(({ keys }) => partsOfText(String(keys)) ?? []),
    refusesChoice: ({ detail: { seen } }) => (seen ? null : { code: 'tags-unread' }),
    input: (target, { keys }) => ({ ...at(target), TagKey: partsOfText(keys) }),
    aims: (_, { keys }) =>
      (partsOfText(keys) ?? []).map((key) => ({ field: fieldOfTag(key), is: 'equal', value: null })),
    rows: ({ detail: { seen } }, { keys }) =>
      (partsOfText(keys) ?? []).map((key) => ({ field: fieldOfTag(key), from: seen?.[PREFIX + key] ?? '', to: '' })),
  }),
} satisfies Actions
