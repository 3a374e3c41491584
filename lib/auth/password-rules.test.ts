import { describe, expect, test } from 'vitest'
import { PASSWORD_MIN } from '@/lib/model/access'
import { COMMON_LIST } from './common-list'
import { COMMON_PHRASES } from './common-passwords'
import { passwordProblem } from './password-rules'

const context = { email: 'wei.zhang@northwind.example', name: 'Wei Zhang', organisation: 'Northwind Traders' }

describe('passwords that attackers try first are refused', () => {
  test.each([
    'password12345678',
    'Password2024!!!!',
    'p4ssw0rdp4ssw0rd',
    'aaaaaaaaaaaaaaaaaaaa',
    'abcabcabcabcabcabc',
    '123456789012345',
    '0987654321098765',
    'qwertyuiopasdfgh',
    '1qaz2wsx3edc4rfv',
    'Administrator123',
    'letmein letmein letmein',
    'Welcome-2026-!!!!',
    'correcthorsebatterystaple',
    'correct horse battery staple',
    'ｐａｓｓｗｏｒｄ１２３４５６７８',
  ])('%s', (password) => {
    expect(passwordProblem(password, context)).toBe('too-common')
  })

  test('the famous phrases, those that are long enough to be chosen', () => {
    const allowed = COMMON_PHRASES.filter((phrase) => phrase.length >= PASSWORD_MIN).filter(
      (phrase) => passwordProblem(phrase, context) === undefined,
    )
    expect(allowed).toEqual([])
  })

  test('the leaked ones: at least ten thousand, alone, dressed up with a year, or said twice', () => {
    expect(COMMON_LIST.length).toBeGreaterThan(10_000)
    const someOf = COMMON_LIST.filter((word, at) => at % 97 === 0 && word.length >= 6)
    expect(someOf.length).toBeGreaterThan(400)
    const dressed = someOf.flatMap((word) => [word, `${word}2024!!!`, `${word}-${word}`, word.toUpperCase()])
    expect(dressed.filter((password) => passwordProblem(password, context) === undefined)).toEqual([])
    expect(COMMON_LIST.filter((word) => word.length >= PASSWORD_MIN && !passwordProblem(word, context))).toEqual([])
  })
})

describe("passwords made of the person's own names are refused", () => {
  test.each([
    'wei.zhang@northwind.example',
    'NorthwindTraders2026',
    'quarterdeck-northwind',
    'zhang-wei-northwind-12345',
  ])('%s', (password) => {
    expect(passwordProblem(password, context)).toBe('contextual')
  })
})

test.each([
  'jute lamp ferry 91 oyster',
  // three ordinary words that have nothing to do with each other
  'elephant bicycle thunder',
  'Kd8#vQ2!xMz0pLr',
  'ein Dampfschiff fährt nach Osten',
  '今天下午三点去湖边看白鹭吃西瓜喝茶',
])('a password that is none of these passes: %s', (password) => {
  expect(passwordProblem(password, context)).toBeUndefined()
})

test('the longest password allowed is judged without a noticeable wait', () => {
  expect(passwordProblem('qwer1'.repeat(51), context)).toBe('too-common')
  expect(
    passwordProblem(
      [...'x7Kd']
        .map((char, at) => `${char}${at}zq`)
        .join('')
        .repeat(15),
      context,
    ),
  ).toBeUndefined()
})
