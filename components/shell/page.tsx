'use client'

import type { ReactNode } from 'react'
import { useTrail } from './trail'

export interface Crumb {
  label: string
  href?: string
}

interface PageProps {
  title: string
  /** Names the page in the breadcrumbs and the window when the title is not enough. */
  crumbs: readonly Crumb[]
  /** Beside the title: badges, alias. */
  beside?: ReactNode
  /** Facts and totals. */
  meta?: ReactNode
  actions?: ReactNode
  /** False when the content scrolls by itself. */
  scroll?: boolean
  children: ReactNode
}

/** A page of the console: its breadcrumbs, head and content. The window's title follows. */
export function Page({ title, crumbs, beside, meta, actions, scroll = true, children }: PageProps) {
  useTrail(crumbs)
  return (
    <>
      <title>{`${title} · Quarterdeck`}</title>
      <div className="page-head">
        <h1 tabIndex={-1}>{title}</h1>
        {beside}
        {meta && <div className="page-meta">{meta}</div>}
        {actions && <div className="page-actions">{actions}</div>}
      </div>
      {scroll ? <div className="page-scroll">{children}</div> : children}
    </>
  )
}
