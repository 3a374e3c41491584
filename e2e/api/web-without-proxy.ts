import { cpSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { projectPath } from '@/lib/cli/project'
import { env } from '@/lib/env'
import { runChild } from '@/lib/server/child'
import { startWeb } from '@/lib/server/web'

/** The console as it would be if `proxy.ts` were deleted: a copy of the build in which Next knows of no proxy. */
function buildWithoutProxy(): string {
  const dir = mkdtempSync(join(tmpdir(), 'quarterdeck-without-proxy-'))
  for (const name of ['package.json', 'next.config.js', 'node_modules', 'app', 'lib']) {
    symlinkSync(projectPath(name), join(dir, name))
  }
  cpSync(projectPath('.next'), join(dir, '.next'), {
    recursive: true,
    filter: (source) => !/\.next\/(cache|dev|diagnostics|trace)/.test(source),
  })
  const manifest = join(dir, '.next/server/functions-config-manifest.json')
  const { functions, ...rest } = JSON.parse(readFileSync(manifest, 'utf8'))
  if (!('/_middleware' in functions)) throw new Error('The build does not name its proxy where it used to')
  delete functions['/_middleware']
  writeFileSync(manifest, JSON.stringify({ ...rest, functions }))
  return dir
}

await runChild(async () => {
  const dir = buildWithoutProxy()
  const { url, host, port, trustProxy } = env()
  const web = await startWeb({ url, host, port, trustProxy, dir })
  return {
    async stop() {
      await web.close(1_000)
      rmSync(dir, { recursive: true, force: true })
    },
  }
})
