import { accessSync, constants } from 'node:fs'
import { join } from 'node:path'

/** The program that is behind each engine. */
export const PROGRAMS = { redis: 'redis-server', memcached: 'memcached' } as const

/** Where a program is, by PATH; undefined when it is not installed. */
export function findProgram(name: string, path = process.env.PATH ?? ''): string | undefined {
  return path
    .split(':')
    .filter(Boolean)
    .map((folder) => join(folder, name))
    .find((file) => {
      try {
        accessSync(file, constants.X_OK)
        return true
      } catch {
        return false
      }
    })
}
