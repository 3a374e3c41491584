import { readFileSync, writeFileSync } from 'node:fs'
import { projectPath } from './project'

interface Entry {
  version?: string
  optional?: boolean
  dev?: boolean
  devOptional?: boolean
  os?: string[]
  cpu?: string[]
  libc?: string[]
  resolved?: string
  optionalDependencies?: Record<string, string>
}

const OS = [
  'darwin',
  'linux',
  'win32',
  'android',
  'freebsd',
  'openbsd',
  'netbsd',
  'sunos',
  'aix',
  'openharmony',
  'wasi',
]
const CPU = ['x64', 'arm64', 'arm', 'ia32', 'ppc64', 'ppc64le', 's390x', 'riscv64', 'loong64', 'mips64el', 'wasm32']
const ALIASES: Record<string, string> = {
  windows: 'win32',
  armv7: 'arm',
  armhf: 'arm',
  ppc64le: 'ppc64',
  mips64el: 'mips64el',
}
const LIBC: Record<string, string> = { gnu: 'glibc', gnueabihf: 'glibc', musl: 'musl', musleabihf: 'musl' }

/** What the name of a platform's package says about where it runs, e.g. `@scope/cli-linux-x64-musl`. */
export function platformOf(name: string): Pick<Entry, 'os' | 'cpu' | 'libc'> {
  const words = (name.split('/').at(-1) ?? name).split(/[-.]/).map((word) => ALIASES[word] ?? word)
  const os = words.filter((word) => OS.includes(word))
  const cpu = words.filter((word) => CPU.includes(word))
  const libc = words.flatMap((word) => LIBC[word] ?? [])
  return { ...(os.length ? { os } : {}), ...(cpu.length ? { cpu } : {}), ...(libc.length ? { libc } : {}) }
}

/**
 * Adds an entry for every optional dependency that the lock lacks. A registry mirror without the packages of foreign
 * platforms makes `npm install` drop them, and `npm ci` then refuses the lock. Returns the names added.
 */
export function completeLock(lock: { packages: Record<string, Entry> }): string[] {
  const added: string[] = []
  for (const [path, parent] of Object.entries(lock.packages)) {
    delete parent.resolved
    if (path === '') continue
    for (const [name, version] of Object.entries(parent.optionalDependencies ?? {})) {
      if (isThere(lock.packages, path, name)) continue
      const exact = /^[\^~]?(\d+\.\d+\.\d+\S*)$/.exec(version)?.[1]
      if (!exact) continue
      const { dev, devOptional } = parent
      lock.packages[`node_modules/${name}`] = {
        version: exact,
        ...platformOf(name),
        ...(dev ? { dev } : {}),
        ...(devOptional ? { devOptional } : {}),
        optional: true,
      }
      added.push(name)
    }
  }
  return added
}

/** Node looks for a package beside its parent first, then further up. */
function isThere(packages: Record<string, Entry>, parent: string, name: string): boolean {
  for (let at = parent; at !== ''; at = at.slice(0, Math.max(0, at.lastIndexOf('/node_modules/')))) {
    if (packages[`${at}/node_modules/${name}`]) return true
  }
  return Boolean(packages[`node_modules/${name}`])
}

if (process.argv[1]?.endsWith('complete-lock.ts')) {
  const file = projectPath('package-lock.json')
  const lock: { packages: Record<string, Entry> } = JSON.parse(readFileSync(file, 'utf8'))
  const added = completeLock(lock)
  lock.packages = Object.fromEntries(Object.entries(lock.packages).sort(([a], [b]) => a.localeCompare(b, 'en')))
  writeFileSync(file, `${JSON.stringify(lock, null, 2)}\n`)
  process.stdout.write(`lock: ${added.length} added ${added.join(' ')}\n`)
}
