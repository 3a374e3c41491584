'use client'

import { useTranslations } from 'next-intl'
import { type ReactNode, useDeferredValue, useMemo, useState } from 'react'
import { Input } from '@/components/ui/input'
import type { Parameter } from '@/lib/model/parameter'
import { factsOfParameter, keyOfParameter, PARAMETER_GROUPS } from '@/lib/model/parameter-facts'
import { ParameterRow } from './parameter-row'
import type { OnEdit } from './use-edits'

const SHOWN = ['all', 'differs', 'edited'] as const
type Shown = (typeof SHOWN)[number]

interface ParameterTableProps {
  parameters: readonly Parameter[]
  typed: Readonly<Record<string, string>>
  readOnly: boolean
  onEdit: OnEdit
  /** When and by what it was asked. */
  asked: ReactNode
  /** What is looked for at first. */
  find?: string
  /** The instance whose history is linked; null: what changed them last nobody keeps. */
  pastOf: string | null
}

/**
 * All parameters in groups of what they are about. Typing renders one row; searching renders none, it hides those that do
 * not fit.
 */
export function ParameterTable({
  parameters,
  typed,
  readOnly,
  onEdit,
  asked,
  find: first = '',
  pastOf,
}: ParameterTableProps) {
  const t = useTranslations('parameters')
  const [find, setFind] = useState(first)
  const [shown, setShown] = useState<Shown>('all')
  // What is typed and pressed is painted first; the rows follow.
  const wanted = useDeferredValue(find.trim().toLowerCase())
  const listed = useDeferredValue(shown)
  const texts = useMemo(
    () =>
      new Map(
        parameters.map(({ name, told }) => {
          const key = `meanings.${keyOfParameter(name)}`
          return [name, [name, t.has(key) ? t(key) : '', told ?? ''].join('\n').toLowerCase()]
        }),
      ),
    [parameters, t],
  )
  // Where no default is told, nothing is known to differ from it.
  const hasDefaults = parameters.some(({ default: preset }) => preset !== null)
  const isEdited = ({ name, value }: Parameter) => Object.hasOwn(typed, name) && typed[name] !== value
  const sets = {
    all: parameters,
    differs: parameters.filter(({ value, default: preset }) => preset !== null && value !== preset),
    edited: parameters.filter(isEdited),
  }
  const rows = new Set(sets[listed].filter(({ name }) => texts.get(name)?.includes(wanted)))
  const groups = useMemo(
    () =>
      PARAMETER_GROUPS.map((group) => ({
        group,
        members: parameters.filter(({ name }) => (factsOfParameter(name)?.group ?? 'other') === group),
      })).filter(({ members }) => members.length > 0),
    [parameters],
  )
  return (
    <div className="min-w-0">
      <div className="flex flex-wrap items-center gap-2 px-gut py-2.5">
        <Input
          icon="search"
          type="search"
          className="min-w-40 max-w-60 flex-1"
          aria-label={t('find')}
          placeholder={t('find')}
          value={find}
          onChange={(event) => setFind(event.target.value)}
        />
        <fieldset className="seg" aria-label={t('show')}>
          {SHOWN.filter((one) => one !== 'differs' || hasDefaults).map((one) => (
            <button key={one} type="button" aria-pressed={shown === one} onClick={() => setShown(one)}>
              {t(one)} <span className="text-muted">{sets[one].length}</span>
            </button>
          ))}
        </fieldset>
        {asked}
      </div>
      <table className="tbl table-fixed max-wide:block" aria-label={t('table')}>
        <colgroup className="max-wide:hidden">
          <col />
          <col className="w-52" />
          {/* A line over all columns brings back those that are not displayed: they are kept, and narrow. */}
          <col className="w-32" />
          <col className="w-px full:w-28" />
          {pastOf !== null && <col className="w-px full:w-44" />}
        </colgroup>
        {/* On a phone each row is a card, whose lines name what they are. */}
        <thead className="max-wide:sr-only">
          <tr>
            <th className="text-start">{t('name')}</th>
            <th className="text-start">{t('value')}</th>
            <th className="text-start">{t('allowed')}</th>
            <th className="text-start wide:max-full:hidden">{t('preset')}</th>
            {pastOf !== null && <th className="text-start wide:max-full:hidden">{t('last')}</th>}
          </tr>
        </thead>
        {groups.map(({ group, members }) => {
          const count = members.filter((one) => rows.has(one)).length
          return (
            <tbody key={group} hidden={count === 0} className="max-wide:block">
              <tr className="max-wide:block">
                <th
                  colSpan={pastOf === null ? 4 : 5}
                  scope="rowgroup"
                  className="bg-bg text-start max-wide:block max-wide:h-auto max-wide:py-1"
                >
                  {t(`groups.${group}`)} <span className="font-normal text-muted text-sm">{count}</span>
                </th>
              </tr>
              {members.map((parameter) => (
                <ParameterRow
                  key={parameter.name}
                  parameter={parameter}
                  typed={Object.hasOwn(typed, parameter.name) ? typed[parameter.name] : undefined}
                  hidden={!rows.has(parameter)}
                  readOnly={readOnly}
                  onEdit={onEdit}
                  pastOf={pastOf}
                />
              ))}
            </tbody>
          )
        })}
      </table>
      {rows.size === 0 && <p className="px-gut py-3.5 text-muted">{t('nothing')}</p>}
    </div>
  )
}
