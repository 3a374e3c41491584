import { existsSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

function find(): string {
  for (let at = dirname(fileURLToPath(import.meta.url)); ; at = dirname(at)) {
    const manifest = join(at, 'package.json')
    if (existsSync(manifest) && /"name":\s*"quarterdeck"/.test(readFileSync(manifest, 'utf8'))) return at
    if (at === dirname(at)) throw new Error('The project folder was not found: package.json is missing')
  }
}

let root: string | undefined

/** Absolute path of a file of the project, from source and from a bundle in dist/ alike. */
export function projectPath(...parts: string[]): string {
  root ??= find()
  return join(root, ...parts)
}
