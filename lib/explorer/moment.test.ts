import { expect, test } from 'vitest'
import { findOperation } from '@/lib/catalog'
import { fieldsOfRequest } from './fields'
import { momentText, spanOf } from './moment'

test.each([
  ['alibaba-kvstore', 'DescribeSlowLogRecords', { start: 'StartTime', end: 'EndTime', form: 'minute' }],
  ['alibaba-kvstore', 'DescribeAuditRecords', { start: 'StartTime', end: 'EndTime', form: 'second' }],
  ['jdcloud-redis', 'describeSlowLog', { start: 'startTime', end: 'endTime', form: 'second' }],
  // A time of the day is no moment.
  ['jdcloud-redis', 'maintenanceTime', undefined],
  ['alibaba-kvstore', 'DescribeInstances', undefined],
])('%s/%s looks between %j, and takes what is written for it', (service, name, span) => {
  const fields = fieldsOfRequest(findOperation(service, name)?.request ?? expect.unreachable())
  expect(spanOf(fields)).toEqual(span)
  const control = fields.find((field) => field.name === span?.start)?.control
  if (!span || control?.kind !== 'text') return
  const text = momentText(Date.UTC(2026, 2, 10, 14, 11, 12), span.form === 'minute' ? 'minute' : 'second')
  expect(text).toMatch(new RegExp(control.pattern ?? '^$'))
})
