/** What a key means in a table of rows. */
export type Intent =
  | { do: 'move'; to: number; extend: boolean }
  | { do: 'toggle' }
  | { do: 'all' }
  | { do: 'open' }
  | { do: 'close' }

export interface KeyPress {
  key: string
  ctrlKey: boolean
  metaKey: boolean
  shiftKey: boolean
  altKey: boolean
}

/**
 * What a key press asks for, with the row that has the cursor, the number of rows and how many fit on the
 * screen. Undefined leaves the key to the browser.
 */
export function intentOf(press: KeyPress, active: number, count: number, page: number): Intent | undefined {
  if (press.altKey) return undefined
  if (press.ctrlKey || press.metaKey)
    return press.key.toLowerCase() === 'a' && !press.shiftKey && count > 0 ? { do: 'all' } : undefined
  const to = target(press.key, active, count, page)
  if (to !== undefined) return count === 0 ? undefined : { do: 'move', to, extend: press.shiftKey }
  switch (press.key) {
    case ' ':
    case 'x':
      return active >= 0 ? { do: 'toggle' } : undefined
    case 'Enter':
      return active >= 0 ? { do: 'open' } : undefined
    case 'Escape':
      return { do: 'close' }
    default:
      return undefined
  }
}

function target(key: string, active: number, count: number, page: number): number | undefined {
  const last = count - 1
  const within = (index: number) => Math.min(last, Math.max(0, index))
  switch (key) {
    case 'ArrowDown':
      return within(active + 1)
    case 'ArrowUp':
      return within(active < 0 ? 0 : active - 1)
    case 'PageDown':
      return within(Math.max(0, active) + page)
    case 'PageUp':
      return within(active - page)
    case 'Home':
      return 0
    case 'End':
      return last
    default:
      return undefined
  }
}
