import { existsSync } from 'node:fs'
import { startConsole } from './console'
import { projectPath } from './project'
import { failWith, stopOnSignal } from './until-stopped'

const say = (line: string) => process.stdout.write(`quarterdeck: ${line}\n`)

const SECRETS = [
  'DATABASE_URL',
  'QUARTERDECK_MASTER_KEY',
  'QUARTERDECK_MASTER_KEY_OLD',
  'OIDC_CLIENT_SECRET',
  'NEXTAUTH_SECRET',
]

try {
  // Absent from the first releases of Node 20; service managers set the environment themselves.
  if (existsSync(projectPath('.env'))) process.loadEnvFile?.(projectPath('.env'))
  if (!existsSync(projectPath('.next/BUILD_ID'))) throw new Error('there is no build: run npm run build first')
  const source = { ...process.env }
  for (const name of SECRETS) delete process.env[name]
  const running = await startConsole({ source, say })
  stopOnSignal(running.stop, say)
  try {
    await running.ready
  } catch (error) {
    await running.stop()
    throw error
  }
  say(`ready at ${running.env.url}`)
  const link = await running.setupLink()
  if (link) say(`no user yet: make the first admin at ${link} (works once, for 24 hours)`)
} catch (error) {
  failWith(error)
}
