import { expect, test } from 'vitest'
import { networkOf } from './steps'

test('a service that has both networks says which one is chosen; one where a VPC is needed has no choice', () => {
  const both = [{ name: 'vpcId', required: false }]
  expect(networkOf(both, {})).toBe('classic')
  expect(networkOf(both, { network: 'vpc' })).toBe('vpc')
  expect(networkOf(both, { network: 'classic', vpcId: 'vpc-1' })).toBe('vpc')
  expect(networkOf([{ name: 'vpcId', required: true }], {})).toBeUndefined()
  expect(networkOf([], {})).toBeUndefined()
})
