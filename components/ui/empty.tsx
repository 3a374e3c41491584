import type { ReactNode } from 'react'

/** Nothing to show: the fact, why, and one act. */
export function Empty({ title, children, action }: { title: ReactNode; children?: ReactNode; action?: ReactNode }) {
  return (
    <div className="empty">
      <h2>{title}</h2>
      {children && <p>{children}</p>}
      {action && <div className="mt-1 flex gap-2">{action}</div>}
    </div>
  )
}
