import { projectPath } from '@/lib/cli/project'
import { closeDatabase } from '@/lib/db/client'
import { env } from '@/lib/env'
import { runChild } from './child'
import { watchDatabase } from './outage'
import { startWeb } from './web'

await runChild(async () => {
  const { url, host, port, trustProxy } = env()
  const stopWatching = watchDatabase()
  const web = await startWeb({ url, host, port, trustProxy, dir: projectPath() })
  return {
    async stop() {
      await web.close(7_000)
      stopWatching()
      await closeDatabase()
    },
  }
})
