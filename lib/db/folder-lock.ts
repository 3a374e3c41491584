import { spawnSync } from 'node:child_process'
import { linkSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { z } from 'zod'

const Holder = z.object({ pid: z.number().int(), started: z.string() })

/** A launcher that still runs holds the folder. */
export class FolderInUse extends Error {
  constructor(folder: string, pid: number) {
    super(`Another launcher (process ${pid}) uses ${folder}: stop it, or set QUARTERDECK_DATA_DIR to another folder`)
    this.name = 'FolderInUse'
  }
}

/** When a process started, in words of the system; undefined when there is no such process. Pids are reused, pairs are not. */
export function startOf(pid: number): string | undefined {
  if (process.platform === 'linux') {
    try {
      // Field 22 counts from boot, so the boot's id belongs to it. The name in field 2 may hold spaces.
      const stat = readFileSync(`/proc/${pid}/stat`, 'utf8')
      const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ')
      if (fields[0] === 'Z') return undefined
      return `${readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').trim()}:${fields[19]}`
    } catch {
      return undefined
    }
  }
  const ps = spawnSync('ps', ['-o', 'lstart=', '-p', String(pid)], { encoding: 'utf8' })
  return ps.stdout.trim() || undefined
}

function holderOf(file: string): z.infer<typeof Holder> | undefined {
  try {
    return Holder.parse(JSON.parse(readFileSync(file, 'utf8')))
  } catch {
    return undefined
  }
}

/**
 * Takes `file` as this process's lock on `folder`; a lock whose process is gone is taken over. Returns how to let go.
 * Throws FolderInUse.
 */
export function lockFolder(file: string, folder: string): () => void {
  const mine = `${file}.${process.pid}`
  const started = startOf(process.pid)
  writeFileSync(mine, JSON.stringify({ pid: process.pid, started }), { mode: 0o600 })
  try {
    for (let attempt = 0; attempt < 5; attempt += 1) {
      try {
        // A link appears with its content, and fails when the name is taken: no other process sees half a lock.
        linkSync(mine, file)
        return () => {
          if (holderOf(file)?.pid === process.pid) rmSync(file, { force: true })
        }
      } catch (error) {
        if (!(error instanceof Error && 'code' in error && error.code === 'EEXIST')) throw error
      }
      const holder = holderOf(file)
      if (holder && startOf(holder.pid) === holder.started) throw new FolderInUse(folder, holder.pid)
      setAside(file, holder)
    }
    throw new FolderInUse(folder, holderOf(file)?.pid ?? 0)
  } finally {
    rmSync(mine, { force: true })
  }
}

/** Removes a dead lock; if another launcher took it over at the same moment, puts that one's lock back. */
function setAside(file: string, dead: z.infer<typeof Holder> | undefined): void {
  const aside = `${file}.dead.${process.pid}`
  try {
    renameSync(file, aside)
    const taken = holderOf(aside)
    if (taken && taken.pid !== dead?.pid) linkSync(aside, file)
  } catch {
    // Somebody else moved it first; the next attempt sees what is there now.
  } finally {
    rmSync(aside, { force: true })
  }
}
