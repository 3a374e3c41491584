import { afterAll, afterEach, describe, expect, test } from 'vitest'
import { operationsOf } from '@/lib/catalog'
import { closePools } from '@/lib/http/send'
import { JDCLOUD } from './jdcloud-cases'
import { type JdcloudCloud, jdcloudCloud } from './jdcloud-cloud'
import { codeOf } from './kvstore'

let cloud: JdcloudCloud
afterEach(() => cloud?.stop())
afterAll(closePools)

test('every row has its two calls', () => {
  expect(Object.keys(JDCLOUD).sort()).toEqual(
    operationsOf('jdcloud-redis')
      .map(({ name }) => name)
      .sort(),
  )
})

describe.each(Object.entries(JDCLOUD))('%s', (name, { good = {}, bad, code }) => {
  test('works', async () => {
    // Work that is to be stopped must not be over at once.
    cloud = await jdcloudCloud({ pace: name.startsWith('stop') ? 'demo' : 'instant' })
    const subject = await cloud.make()
    const input = typeof good === 'function' ? await good(cloud, subject) : good
    expect(await cloud.call(subject, name, input)).toMatchObject({ requestId: expect.any(String) })
  })

  test(`is refused as ${code}`, async () => {
    cloud = await jdcloudCloud()
    const subject = await cloud.make()
    if (bad === 'denied') cloud.emulator.gateway.faults.add({ kind: 'denied', operation: name })
    const input = typeof bad === 'function' ? await bad(cloud, subject) : bad === 'denied' ? {} : bad
    expect(await codeOf(cloud.call(subject, name, input))).toBe(code)
  })
})
