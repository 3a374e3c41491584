import { expect, test, vi } from 'vitest'
import { kvstoreOperations as op } from '@/lib/providers/alibaba/kvstore/catalog'
import type { Call } from '@/lib/providers/contract'
import { askOnce } from './ask-once'

const at = { region: 'cn-hangzhou' }
const cloud = () => vi.fn(async () => ({ data: {} })) as unknown as Call & ReturnType<typeof vi.fn> // answers whatever is asked

test('the same question is asked once, another one again', async () => {
  const call = cloud()
  const { call: ask } = askOnce(call)
  const first = ask(op.DescribeInstanceAttribute, { InstanceId: 'r-1', RegionId: 'cn-hangzhou' }, at)
  // The order of what is said, and what is left out, make no other question.
  const same = ask(op.DescribeInstanceAttribute, { RegionId: 'cn-hangzhou', InstanceId: 'r-1' }, at)
  expect(same).toBe(first)
  await ask(op.DescribeInstanceAttribute, { InstanceId: 'r-2', RegionId: 'cn-hangzhou' }, at)
  await ask(op.DescribeInstanceAttribute, { InstanceId: 'r-1', RegionId: 'cn-hangzhou' }, { region: 'cn-beijing' })
  expect(call).toHaveBeenCalledTimes(3)
})

test('a write is no question', () => {
  const call = cloud()
  expect(() => askOnce(call).call(op.FlushInstance, { InstanceId: 'r-1' }, at)).toThrow()
  expect(call).not.toHaveBeenCalled()
})

test('what nobody needed is let go at the end', () => {
  const call = cloud()
  const { call: ask, end } = askOnce(call)
  void ask(op.DescribeInstanceAttribute, { InstanceId: 'r-1', RegionId: 'cn-hangzhou' }, at)
  const signal: AbortSignal = call.mock.calls[0]?.[2].signal
  expect(signal.aborted).toBe(false)
  end()
  expect(signal.aborted).toBe(true)
})
