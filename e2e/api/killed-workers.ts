import { type ChildProcess, spawn } from 'node:child_process'
import { rmSync } from 'node:fs'
import { setTimeout as sleep } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { build } from 'esbuild'

const projectPath = (path = '') => fileURLToPath(new URL(`../../${path}`, import.meta.url))

/**
 * Worker processes that do everything that is due and are killed, as by `kill -9`, each when so much of the work is done.
 * `lease` is called after each death: as if what the dead worker held had run out. `end` removes what was built.
 */
export async function killedWorkers(folder: string, env: { databaseUrl: string; gateway: string }) {
  const built = projectPath(`e2e/${folder}`)
  const workers = new Set<ChildProcess>()
  await build({
    entryPoints: [projectPath('lib/cli/worker.ts')],
    outdir: built,
    entryNames: '[name]',
    outExtension: { '.js': '.mjs' },
    absWorkingDir: projectPath(),
    bundle: true,
    platform: 'node',
    format: 'esm',
    target: 'node20',
    packages: 'external',
    conditions: ['react-server'],
    alias: { 'server-only': projectPath('node_modules/server-only/empty.js') },
    logLevel: 'error',
  })
  return {
    async killAt(shares: readonly number[], progress: () => Promise<number>, lease: () => Promise<void>) {
      for (const share of shares) {
        const worker = spawn(process.execPath, [`${built}/worker.mjs`], {
          stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
          env: {
            ...process.env,
            DATABASE_URL: env.databaseUrl,
            QUARTERDECK_MASTER_KEY: process.env.QUARTERDECK_MASTER_KEY,
            QUARTERDECK_PROVIDER_GATEWAY: env.gateway,
          },
        })
        workers.add(worker)
        while ((await progress()) < share) await sleep(5)
        const gone = new Promise((resolve) => worker.once('exit', resolve))
        worker.kill('SIGKILL')
        await gone
        workers.delete(worker)
        await lease()
      }
    },
    end() {
      for (const worker of workers) worker.kill('SIGKILL')
      rmSync(built, { recursive: true, force: true })
    },
  }
}
