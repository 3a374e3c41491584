import { spawnSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { withRules } from './import-rules'
import { projectPath } from './project'

const REFUSED = [
  ['app/(console)/accounts/page.tsx', '@/lib/db/client'],
  ['app/(console)/accounts/page.tsx', '@/lib/providers/registry'],
  ['app/api/accounts/route.ts', '@/components/ui/button'],
  ['app/api/accounts/route.ts', '@/lib/http/send'],
  ['app/api/accounts/route.ts', '@/lib/vault/vault'],
  ['components/ui/button.tsx', '@/lib/bff/session'],
  ['components/ui/button.tsx', '@/lib/env'],
  ['components/admin/users/list.tsx', '@/lib/db/schema'],
  ['lib/queries/users.ts', '@/lib/auth/sessions'],
  ['lib/model/account.ts', '@/lib/db/schema'],
  ['lib/providers/alibaba/kvstore/adapter.ts', '@/lib/providers/jdcloud/wire'],
  ['lib/providers/alibaba/kvstore/adapter.ts', '../../jdcloud/wire'],
  ['lib/providers/kingsoft/wire.ts', '../alibaba/sign-rpc'],
  ['lib/providers/jdcloud/redis/adapter.ts', '@/lib/db/client'],
  ['lib/providers/jdcloud/redis/adapter.ts', '@/lib/bff/execute'],
  ['lib/providers/registry.ts', '@/lib/db/client'],
  ['lib/vault/vault.ts', '@/lib/auth/sessions'],
  ['lib/inventory/sync.ts', '@/app/api/health/route'],
  ['lib/inventory/sync.ts', '@/emulator/server'],
  ['components/ui/button.tsx', '@/emulator/server'],
  ['emulator/verify/alibaba.ts', '@/lib/providers/alibaba/sign-rpc'],
  ['emulator/verify/alibaba.ts', '@/lib/db/client'],
] as const
const ALLOWED = [
  ['app/(console)/accounts/page.tsx', '@/lib/bff/session'],
  ['app/api/accounts/route.ts', '@/lib/accounts/accounts'],
  ['components/ui/button.tsx', '@/lib/model/account'],
  ['lib/providers/alibaba/kvstore/adapter.ts', '../wire'],
  ['emulator/alibaba/shape.ts', '@/lib/providers/alibaba/kvstore/catalog'],
  ['emulator/alibaba/shape.ts', '@/lib/operation'],
] as const

let folder: string
let refused: Set<string>
const fileOf = (path: string, index: number) => path.replace(/\.(tsx?)$/, `-${index}.$1`)

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'quarterdeck-imports-'))
  const config = JSON.parse(readFileSync(projectPath('biome.json'), 'utf8'))
  writeFileSync(join(folder, 'biome.json'), JSON.stringify({ ...config, $schema: undefined, vcs: { enabled: false } }))
  for (const [index, [path, imported]] of [...REFUSED, ...ALLOWED].entries()) {
    const file = join(folder, fileOf(path, index))
    mkdirSync(dirname(file), { recursive: true })
    writeFileSync(file, `import { x } from '${imported}'\n\nexport const y = x\n`)
  }
  const { stdout } = spawnSync(
    projectPath('node_modules/.bin/biome'),
    ['lint', '--reporter=json', '--max-diagnostics=none', '--only=style/noRestrictedImports', '.'],
    { cwd: folder, encoding: 'utf8' },
  )
  const report: { diagnostics: { category: string; location: { path: unknown } }[] } = JSON.parse(stdout)
  refused = new Set(
    report.diagnostics
      .filter(({ category }) => category === 'lint/style/noRestrictedImports')
      .map(({ location }) => JSON.stringify(location.path)),
  )
})
afterAll(() => rmSync(folder, { recursive: true, force: true }))

const isRefused = (path: string, index: number) => [...refused].some((at) => at.includes(fileOf(path, index)))

test('biome.json holds the rules of the table', () => {
  const text = readFileSync(projectPath('biome.json'), 'utf8')
  expect(JSON.parse(withRules(text))).toEqual(JSON.parse(text))
})

test.each(REFUSED.map(([path, imported], index) => ({ path, imported, index })))(
  '$path may not import $imported',
  ({ path, index }) => expect(isRefused(path, index)).toBe(true),
)

test.each(ALLOWED.map(([path, imported], index) => ({ path, imported, index: REFUSED.length + index })))(
  '$path may import $imported',
  ({ path, index }) => expect(isRefused(path, index)).toBe(false),
)
