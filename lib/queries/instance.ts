import { queryOptions } from '@tanstack/react-query'
import type { InstancePage } from '@/lib/model/fleet'
import { api } from './api'
import { checked, hasFields, isFlag, isListOf, isNumber, isText, orNull } from './check'
import { isFacts, isInstance, isShard } from './fleet-checks'

const isDetail = hasFields({
  facts: isFacts,
  maintenance: orNull(hasFields({ startUtc: isText, endUtc: isText })),
  minorVersion: orNull(isText),
  autoRenew: orNull(isFlag),
  releaseProtection: orNull(isFlag),
  passwordFree: orNull(isFlag),
  project: orNull(hasFields({ id: isText, name: orNull(isText) })),
  resourceGroup: orNull(isText),
  securityGroup: orNull(isText),
  securityIps: orNull(isListOf(isText)),
  description: orNull(isText),
  nodes: orNull(
    isListOf(
      hasFields({ id: isText, role: isText, shard: orNull(isText), zone: orNull(isText), memoryMb: orNull(isNumber) }),
    ),
  ),
})

/** `InstancePage` of the model. Every page of an instance begins with it: it is checked without zod. */
export const instancePage = checked<InstancePage>(
  'an instance',
  hasFields({
    instance: isInstance,
    detail: orNull(isDetail),
    detailAt: orNull(isText),
    raw: hasFields({}),
    shard: orNull(isShard),
    goneAt: orNull(isText),
  }),
)

/** Details that were read before these were asked for have them not: nobody told. */
const whole = ({ detail, ...page }: InstancePage): InstancePage => ({
  ...page,
  detail: detail && {
    ...detail,
    pendingOrder: detail.pendingOrder ?? null,
    readOnlyNodes: detail.readOnlyNodes ?? null,
  },
})

/** One instance as it was last read. */
export const instanceQuery = (ref: string) =>
  queryOptions({
    queryKey: ['instances', 'one', ref],
    queryFn: async ({ signal }) =>
      whole(await api.get(`/api/instances/${encodeURIComponent(ref)}`, { schema: instancePage, signal })),
  })

/** Names the reading of an instance that a page asked for: its answer is that of `instanceQuery`. */
export const readingKey = (ref: string) => ['reading', ref]

/** Reads one instance from its cloud now. Throws `ApiProblem` with `provider` when the cloud said no. */
export const readInstance = async (ref: string, signal?: AbortSignal) =>
  whole(await api.post(`/api/instances/${encodeURIComponent(ref)}/refresh`, {}, { schema: instancePage, signal }))
