import { expect, test } from 'vitest'
import { needs, paramsOf } from '@/lib/rules'
import { conditionInWords } from './condition'

const names = {
  field: (name: string) => ({ chargeType: 'Billing', vpcId: 'VPC' })[name] ?? name,
  value: (_: string, value: string) => ({ subscription: 'Subscription' })[value] ?? value,
}
const said = (...[field, when]: Parameters<typeof needs>) =>
  conditionInWords(paramsOf(needs(field, when)).condition ?? '', names, ': ', ' / ')

test('a rule is told by the names and values that the form shows', () => {
  expect(said('months', { chargeType: 'subscription' })).toEqual(['Billing: Subscription'])
  expect(said('subnetId', 'vpcId')).toEqual(['VPC'])
  expect(said('x', { chargeType: ['subscription', 'daily'], on: true })).toEqual([
    'Billing: Subscription / daily',
    'on: true',
  ])
})
