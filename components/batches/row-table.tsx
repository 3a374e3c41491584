'use client'

import { useTranslations } from 'next-intl'
import { Fragment, useState } from 'react'
import { useMe } from '@/components/shell/shell-context'
import { useLang } from '@/components/ui/badge'
import { ProblemBanner } from '@/components/ui/problem'
import { Shape } from '@/components/ui/shape'
import type { Batch, BatchRow } from '@/lib/model/batch'
import { SERVICES } from '@/lib/model/service'
import { leaveOut } from '@/lib/queries/batches'
import { Cells, isSilent } from './row-cells'
import { RowRequest } from './row-request'
import { useBatchAct } from './use-batch-act'

/** One row per instance: present and target, price, consequences, and why not. While it is planned each can be left out. */
export function RowTable({ batch }: { batch: Batch }) {
  const t = useTranslations('batches')
  const changes = useTranslations('changes')
  const me = useMe()
  const locale = useLang()
  const { run, running, problem } = useBatchAct(batch.id)
  // What was just ticked, until the server's answer is shown.
  const [wish, setWish] = useState<{ positions: number[]; out: boolean }>()
  const canChoose = batch.state === 'planned' && batch.requestedBy.id === me.id
  const choices = batch.rows.filter(isChoice)
  const planned = batch.rows.filter(({ change }) => change !== null)
  const noRule = planned.filter(({ change }) => change && isSilent(change))
  const isRisky = noRule.some(({ change }) => change?.plan.noRuleOn)
  // A column in which no row of the page has anything is left out.
  const shows = {
    price: planned.some(({ change }) => change?.plan.costs),
    effect: noRule.length < planned.length,
  }
  const services = [...new Set(noRule.map(({ service }) => SERVICES[service][locale]))]
  const columns = 3 + [canChoose, shows.price, shows.effect].filter(Boolean).length
  // Rows whose requests are shown.
  const [open, setOpen] = useState<ReadonlySet<number>>(new Set())
  const toggle = (position: number) =>
    setOpen((now) => new Set(now.has(position) ? [...now].filter((one) => one !== position) : [...now, position]))
  const choose = async (positions: number[], out: boolean) => {
    if (running || positions.length === 0) return
    setWish({ positions, out })
    await run('leave-out', () => leaveOut(batch.id, { positions, out }))
    setWish(undefined)
  }
  return (
    <>
      {problem ? <ProblemBanner error={problem} className="mx-gut" /> : null}
      {noRule.length > 0 && (
        <p className="flex items-baseline gap-1.5 px-gut text-text-2">
          <Shape tone={isRisky ? 'unk' : 'info'} />
          <span>
            {t(`${isRisky ? 'noRule' : 'noEffect'}.${noRule.length === planned.length ? 'all' : 'some'}`, {
              count: noRule.length,
              services: services.join(changes('comma')),
            })}
          </span>
        </p>
      )}
      <table className="tbl">
        <caption className="sr-only">{t('rowsTitle')}</caption>
        <thead className="max-wide:sr-only">
          <tr>
            {canChoose && (
              <th className="w-8 text-start">
                <input
                  type="checkbox"
                  className="box"
                  aria-label={t('sendAll')}
                  checked={choices.length > 0 && choices.every(({ leftOut }) => !leftOut)}
                  onChange={({ target }) =>
                    choose(
                      choices.map(({ position }) => position),
                      !target.checked,
                    )
                  }
                />
              </th>
            )}
            <th className="text-start">{changes('columns.instance')}</th>
            <th className="text-start">{changes('rowsTitle')}</th>
            {shows.price && <th className="text-start">{t('columns.price')}</th>}
            {shows.effect && (
              <th className="text-start">
                {batch.endedAt === null ? changes('consequencesTitle') : t('columns.foreseen')}
              </th>
            )}
            <th className="text-start">{changes('columns.state')}</th>
          </tr>
        </thead>
        <tbody>
          {batch.rows.map((row) => (
            <Fragment key={row.position}>
              <tr className="align-top max-wide:grid max-wide:h-auto max-wide:grid-cols-[auto_minmax(0,1fr)] max-wide:gap-x-2 max-wide:border-border max-wide:border-b max-wide:py-2">
                {canChoose && (
                  <td className="py-1.5 max-wide:row-span-5 max-wide:border-0">
                    <input
                      type="checkbox"
                      className="box"
                      aria-label={t('send', { name: row.instanceName || row.instanceId })}
                      checked={wish?.positions.includes(row.position) ? !wish.out : row.state === 'planned'}
                      disabled={!isChoice(row)}
                      onChange={() => choose([row.position], !row.leftOut)}
                    />
                  </td>
                )}
                <Cells
                  row={row}
                  indent={!canChoose}
                  shows={shows}
                  isOpen={open.has(row.position)}
                  onOpen={() => toggle(row.position)}
                />
              </tr>
              {row.change && open.has(row.position) && (
                <tr className="h-auto max-wide:block max-wide:border-border max-wide:border-b">
                  <td colSpan={columns} className="whitespace-normal max-wide:block max-wide:h-auto">
                    <RowRequest id={row.change.id} name={row.instanceName || row.instanceId} />
                  </td>
                </tr>
              )}
            </Fragment>
          ))}
        </tbody>
      </table>
    </>
  )
}

/** Rows that can be sent or left out. */
const isChoice = ({ state }: BatchRow) => state === 'planned' || state === 'left-out'
