/** Characters that always stay at the end. */
const TAIL = 7

/** An id or an address in mono; when room is short its middle is left out, so that its end can still be told. */
export function MiddleCode({ text, className = '' }: { text: string; className?: string }) {
  const cut = Math.max(0, text.length - TAIL)
  return (
    <code className={`mono flex min-w-0 ${className}`} data-tip={text}>
      <span className="truncate">{text.slice(0, cut)}</span>
      <span className="flex-none">{text.slice(cut)}</span>
    </code>
  )
}
