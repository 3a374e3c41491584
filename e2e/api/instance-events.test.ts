import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Actor } from '@/lib/bff/actor'
import { listen, notify } from '@/lib/db/notify'
import { readInstance } from '@/lib/inventory/read'
import type { LiveEvent } from '@/lib/model/fleet'
import { keyOf } from '@/lib/model/instance'
import { aCache, actorOf, changeStage } from './change-stage'

let on: Awaited<ReturnType<typeof changeStage>>
let viewer: Actor
beforeAll(async () => {
  on = await changeStage()
  viewer = await actorOf('viewer')
})
afterAll(() => on.end())

test('open pages are told that an instance was read when it is another than before, and not each time it is looked at', async () => {
  const cache = await aCache(on.emulator, 'alibaba-kvstore')
  const key = keyOf(cache.ref) ?? expect.unreachable()
  const heard: LiveEvent[] = []
  let seen = () => {}
  const end = await listen((event) => {
    if (event.type === 'probe') seen()
    else if (event.type === 'instance' && event.ref === cache.ref) heard.push(event)
  })
  /** Until everything that was told before is heard. */
  const settled = async () => {
    const done = new Promise<void>((resolve) => {
      seen = resolve
    })
    await notify({ type: 'probe', accountId: key.accountId })
    await done
  }
  const reads = async () => {
    await readInstance(key, viewer)
    await settled()
    return heard.length
  }
  expect(await reads()).toBe(1)
  expect(await reads()).toBe(1)
  expect(await reads()).toBe(1)
  cache.world.name = 'renamed-elsewhere'
  expect(await reads()).toBe(2)
  await end()
})
