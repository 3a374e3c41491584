import { expect, test } from 'vitest'
import { shownParams } from './journal'

test('secrets leave no trace, in whatever they are wrapped', () => {
  const shown = shownParams([
    ['Password', 's3cret'],
    ['Signature', 's3cret'],
    ['Instances', JSON.stringify([{ RegionId: 'cn-hangzhou', Password: 's3cret' }])],
    ['cacheInstance', { name: 'cart', password: 's3cret', more: [{ secretKey: 's3cret' }] }],
    ['Broken', '[{"Password":"s3cret"'],
    ['InstanceName', 'cart'],
  ])
  expect(JSON.stringify(shown)).not.toContain('s3cret')
  expect(shown).toMatchObject({
    InstanceName: 'cart',
    Instances: '[{"RegionId":"cn-hangzhou","Password":"******"}]',
    cacheInstance: { name: 'cart' },
  })
})
