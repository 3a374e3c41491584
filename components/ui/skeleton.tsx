/** Bars at the real widths of what comes, on the first load only. Widths in px. */
export function Skeleton({ widths, rows = 1 }: { widths: readonly number[]; rows?: number }) {
  return (
    <div aria-hidden="true">
      {Array.from({ length: rows }, (_, row) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: rows are alike and never move
        <div key={row} className="flex h-9 items-center gap-6 border-border border-b px-gut">
          {widths.map((width, column) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: columns never move
            <span key={column} className="skel min-w-0 shrink" style={{ width: width - ((row * 17) % 5) * 4 }} />
          ))}
        </div>
      ))}
    </div>
  )
}
