import type { ReactNode } from 'react'
import { PlanLink } from '@/components/access/list-actions'
import { Missing } from '@/components/access/missing'
import type { NotTold } from '@/lib/model/access-lists'

interface ZoneFrameProps {
  title: string
  /** The way to a new group; it is not offered where the groups are not told. */
  make: { href: string; label: string; text: string }
  /** Undefined: its cloud did not tell, and `missing` says why. */
  count: number | undefined
  missing: NotTold | null
  operation: string
  /** What is said where there is none. */
  none: string
  /** The table's name, and its columns; the last one holds what can be done. */
  label: string
  columns: readonly { name: string; isNumber?: boolean }[]
  actions: string
  problem?: ReactNode
  /** Its rows. */
  children: ReactNode
}

/** Groups that a cloud keeps in one zone: why they are not told, that there is none, or their table. */
export function ZoneFrame(props: ZoneFrameProps) {
  const { title, make, count, missing, operation, columns } = props
  return (
    <section aria-label={title} className="min-w-0">
      <h2 className="section-title flex flex-wrap items-center gap-2 pb-1.5">
        {title}
        {count !== undefined && (
          <PlanLink href={make.href} label={make.label}>
            {make.text}
          </PlanLink>
        )}
      </h2>
      {props.problem}
      {missing && <Missing missing={missing} operation={operation} />}
      {count === 0 && <p className="text-text-2">{props.none}</p>}
      {count !== undefined && count > 0 && (
        <section className="overflow-x-auto" tabIndex={0} aria-label={props.label}>
          <table className="tbl flush stack">
            <thead>
              <tr className="text-left">
                {columns.map(({ name, isNumber }) => (
                  <th key={name} className={isNumber ? 'num' : undefined}>
                    {name}
                  </th>
                ))}
                <th>
                  <span className="sr-only">{props.actions}</span>
                </th>
              </tr>
            </thead>
            <tbody>{props.children}</tbody>
          </table>
        </section>
      )}
    </section>
  )
}
