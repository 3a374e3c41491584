/** One measured line. `goal` is an upper limit on `value` unless `exact` is set. */
export interface Line {
  workload: string
  what: string
  value: number
  unit: string
  goal?: number
  /** The value must equal the goal. */
  exact?: boolean
  /** How it was measured, or what it is measured against. */
  note?: string
}

export const met = (line: Line): boolean | undefined =>
  line.goal === undefined ? undefined : line.exact ? line.value === line.goal : line.value <= line.goal

const shown = (value: number) =>
  !Number.isFinite(value)
    ? 'none'
    : Math.abs(value) >= 100
      ? value.toFixed(0)
      : Math.abs(value) >= 10
        ? value.toFixed(1)
        : value.toFixed(3)

/** A plain-text table of all lines, in order. */
export function table(lines: readonly Line[]): string {
  const rows = lines.map((l) => [
    l.workload,
    l.what,
    `${shown(l.value)} ${l.unit}`.trim(),
    l.goal === undefined ? '' : `${l.exact ? '= ' : '<= '}${shown(l.goal)}`,
    { true: 'met', false: 'MISSED', undefined: '' }[String(met(l))] ?? '',
    l.note ?? '',
  ])
  const head = ['', 'what', 'value', 'goal', '', 'note']
  const widths = head.map((h, i) => Math.max(h.length, ...rows.map((r) => r[i]?.length ?? 0)))
  return [head, ...rows]
    .map((r) =>
      r
        .map((cell, i) => cell.padEnd(widths[i] ?? 0))
        .join('  ')
        .trimEnd(),
    )
    .join('\n')
}
