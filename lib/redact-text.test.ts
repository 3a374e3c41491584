import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { z } from 'zod'
import { parseJson } from '@/lib/http/json'
import { customerData, secret } from '@/lib/operation'
import { MASKED, NOT_SHOWN, redact, SECRET } from './redact'
import { redactText } from './redact-text'

const answer = z.looseObject({
  Id: z.string(),
  Password: secret(z.string()).optional(),
  Rows: z.array(z.looseObject({ Command: customerData(z.string()), Ms: z.number() })).optional(),
})
const shownOf = (body: string, revealCustomerData = false) =>
  redact(answer, parseJson(body), { keepUnknown: true, revealCustomerData })

describe('a body as it was sent', () => {
  test('keeps its order, blanks and numbers; only what is marked is blanked', () => {
    const body =
      '{ "Rows":[ {"Ms" : 1.50,"Command":"SET a \\"b\\"","Seq":9007199254740993} ],\n"Id":"r-1","Password":"p" }'
    expect(redactText(body, shownOf(body))).toBe(
      body.replace('"SET a \\"b\\""', JSON.stringify(MASKED)).replace('"p"', JSON.stringify(SECRET)),
    )
    expect(redactText(body, shownOf(body, true))).toContain('"SET a \\"b\\""')
  })

  test('blanks every one of several fields of one name', () => {
    const body = '{"Id":"r","Password":"first","Password":"second"}'
    expect(redactText(body, shownOf(body))).not.toMatch(/first|second/)
  })

  test('shows nothing for which the data have no counterpart', () => {
    expect(redactText('{"Id":"r-1","Left":{"Out":"x"}}', { Id: 'r-1' })).toBe(`{"Id":"r-1","Left":"${NOT_SHOWN}"}`)
  })

  test('knows parts that the wire calls otherwise', () => {
    const renamed = { data: 'Data', reqId: 'RequestId', code: null }
    expect(
      redactText('{"code":0,"reqId":"a","data":{"p":"x"}}', { RequestId: 'a', Data: { p: SECRET } }, renamed),
    ).toBe(`{"code":0,"reqId":"a","data":{"p":"${SECRET}"}}`)
  })

  test.each(['{"Id":', '{"Id" "r"}', '{"Id":"r"} x', '[1 2]', ''])('that is no JSON (%s) is not shown', (body) => {
    expect(redactText(body, {})).toBeUndefined()
  })

  test('of any JSON says what its data say, and never a marked text', () => {
    const body = fc.record({
      Id: fc.string(),
      Password: fc.uuid(),
      Rows: fc.array(fc.record({ Command: fc.uuid(), Ms: fc.double({ noNaN: true, noDefaultInfinity: true }) })),
      Other: fc.jsonValue({ maxDepth: 4 }),
    })
    fc.assert(
      fc.property(body, fc.boolean(), (value, spaced) => {
        const text = JSON.stringify(value, null, spaced ? 1 : undefined)
        const shown = shownOf(text)
        const raw = redactText(text, shown)
        expect(parseJson(raw ?? '')).toEqual(shown)
        expect(raw).not.toContain(value.Password)
        for (const { Command } of value.Rows) expect(raw).not.toContain(Command)
      }),
    )
  })
})
