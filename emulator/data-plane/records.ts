import type { ServerLine } from '../world/server-log'
import type { SlowCommand } from '../world/slow-log'
import type { SlowEntry } from './engine'

/** As many lines and as many slow commands are kept. */
const KEPT = 2_000

/** What a server wrote and which commands were slow, across its restarts. `now` is the world's time. */
export function records(now: () => number) {
  const lines: ServerLine[] = []
  const slow: SlowCommand[] = []
  let lastSlow = -1
  const keep = <T>(list: T[], ...more: T[]) => {
    list.push(...more)
    if (list.length > KEPT) list.splice(0, list.length - KEPT)
  }
  const note = (text: string, level: ServerLine['level'] = '*') => keep(lines, { at: now(), level, text })

  return {
    lines,
    note,
    /** A line of its log: `24808:M 21 Nov 2026 05:27:02.596 * Ready to accept connections`. */
    heard(line: string) {
      const match = /^\d+:\w \d+ \w+ \d+ [\d:.]+ ([.\-*#]) (.*)$/.exec(line)
      if (match) note(match[2] ?? '', match[1] === '#' ? '#' : '*')
    },
    /** Entries of its slow log, newest first, as it tells them: those that were not seen yet are kept. */
    seen(entries: readonly SlowEntry[]) {
      // The server tells the computer's time.
      const ahead = now() - Date.now()
      for (const entry of entries.toReversed()) {
        if (entry.id <= lastSlow) continue
        lastSlow = entry.id
        keep(slow, slowCommand(entry, ahead))
      }
    },
    /** Numbers of the slow log begin anew. */
    restarted() {
      lastSlow = -1
    },
    slowCommands: (from: number, to: number) => slow.filter(({ at }) => at >= from && at < to),
  }
}

const slowCommand = ({ at, command, elapsedUs, client }: SlowEntry, ahead: number): SlowCommand => ({
  at: at + ahead,
  command,
  elapsedUs,
  client: client.replace(/:\d+$/, ''),
  database: 0,
  place: 0,
})
