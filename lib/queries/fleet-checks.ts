import type { CloudHealth, Facets, InstanceWindow, LiveEvent } from '@/lib/model/fleet'
import { checked, hasFields, isFlag, isListOf, isNumber, isRecordOf, isText, orNull } from './check'

const FACTS = {
  name: isText,
  engine: isText,
  version: orNull(isText),
  architecture: isText,
  status: isText,
  vendorStatus: isText,
  zone: orNull(isText),
  memoryMb: orNull(isNumber),
  usedMemoryMb: orNull(isNumber),
  endpoints: isListOf(hasFields({ kind: isText, host: isText, port: orNull(isNumber) })),
  chargeType: isText,
  expiresAt: orNull(isText),
  tags: isListOf(hasFields({ key: isText, value: isText })),
}
/** `InstanceFacts` of the model. */
export const isFacts = hasFields(FACTS)
/** `Instance` of the model. */
export const isInstance = hasFields({
  ref: isText,
  key: hasFields({ service: isText, accountId: isText, region: isText, id: isText }),
  provider: isText,
  accountName: isText,
  environment: isText,
  team: isText,
  seenAt: isText,
  ...FACTS,
})
/** `Shard` of the model. */
export const isShard = hasFields({
  accountId: isText,
  service: isText,
  region: isText,
  state: isText,
  okAt: orNull(isText),
  instances: isNumber,
  errorKind: orNull(isText),
  errorCode: orNull(isText),
  errorRequestId: orNull(isText),
  nextTryAt: orNull(isText),
})

/** `InstanceWindow` of the model. */
export const instanceWindow = checked<InstanceWindow>(
  'a window of instances',
  hasFields({
    items: isListOf(isInstance),
    offset: isNumber,
    matched: isNumber,
    total: isNumber,
    totals: hasFields({
      regions: isNumber,
      memoryMb: isNumber,
      memoryUnknown: isNumber,
      byStatus: isRecordOf(isNumber),
    }),
  }),
)

/** `Facets` of the model. */
export const facets = checked<Facets>('facets', isRecordOf(isListOf(hasFields({ value: isText, count: isNumber }))))

/** `InstanceRefs` of the model. */
export const instanceRefs = checked<{ refs: string[] }>('references', hasFields({ refs: isListOf(isText) }))

/** Answer of POST /api/instances/refresh. */
export const requested = checked<{ requested: number }>('an answer to a refresh', hasFields({ requested: isNumber }))

/** `CloudHealth` of the model. */
export const health = checked<CloudHealth>(
  'the health of the clouds',
  hasFields({
    shards: isListOf(isShard),
    accounts: isListOf(hasFields({ id: isText, name: isText, provider: isText, paused: isFlag, unlocked: isFlag })),
    doubles: isListOf(hasFields({ accountIds: isListOf(isText), count: isNumber })),
    now: isText,
  }),
)

const EVENTS: Record<LiveEvent['type'], ReturnType<typeof hasFields>> = {
  hello: hasFields({ now: isText, version: isText }),
  inventory: hasFields({ accountId: isText, service: isText, region: isText, state: isText }),
  instance: hasFields({ ref: isText }),
  batch: hasFields({ id: isText, accountId: isText }),
  change: hasFields({ id: isText, accountId: isText, ref: isText, state: isText, action: isText, who: isText }),
  account: hasFields({ accountId: isText }),
  probe: hasFields({ accountId: isText }),
  session: () => true,
}

/** `LiveEvent` of the model. */
export const liveEvent = checked<LiveEvent>('a live event', (value) => {
  if (!hasFields({ type: isText })(value)) return false
  const { type } = value as { type: string } // looked at just above
  return Object.hasOwn(EVENTS, type) && EVENTS[type as LiveEvent['type']](value) // it is a key of EVENTS
})
