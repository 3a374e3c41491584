'use client'
import { useWindowRows } from '@/components/data-table/use-window-rows'
import type { InstanceWindow } from '@/lib/model/fleet'
import { type Search, windowQuery } from '@/lib/queries/instances'

/** What every window says of the whole list. */
export type WindowHead = Pick<InstanceWindow, 'matched' | 'total' | 'totals'>

const headOf = ({ matched, total, totals }: InstanceWindow): WindowHead => ({ matched, total, totals })

/** The rows of a search of the list, around what is on the screen. */
export const useRows = (search: Search) =>
  useWindowRows(`${search.sort}\n${search.q}`, (offset, limit) => windowQuery(search, offset, limit), headOf)
