import { spawnSync } from 'node:child_process'
import { parseArgs } from 'node:util'
import { projectPath } from '@/lib/cli/project'

/** Plays random histories of changes against the local cloud: `npm run soak -- --histories 100000 [--seed 7]`. */
const { values } = parseArgs({
  options: { histories: { type: 'string', default: '100000' }, seed: { type: 'string' } },
})
for (const [name, value] of Object.entries(values)) {
  if (value === undefined || /^[1-9]\d{0,8}$/.test(value)) continue
  process.stderr.write(`soak: --${name} must be a whole number from 1 to 999999999, not ${value}\n`)
  process.exit(1)
}
const { status } = spawnSync(
  projectPath('node_modules/.bin/vitest'),
  ['run', 'e2e/api/change-histories.test.ts', '--reporter=verbose'],
  {
    cwd: projectPath(),
    stdio: 'inherit',
    env: { ...process.env, HISTORIES: values.histories, ...(values.seed === undefined ? {} : { SEED: values.seed }) },
  },
)
process.exit(status ?? 1)
