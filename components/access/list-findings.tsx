'use client'

import { useTranslations } from 'next-intl'
import { State } from '@/components/ui/status'
import { isNobody, type ListMode, listAfter, without } from '@/lib/model/allow-list'
import { blockText, normalList, opensToEveryone, type ReadList, readList } from '@/lib/model/cidr'

interface ListFindingsProps {
  read: ReadList
  mode: ListMode
  now: readonly string[]
  /** Entries of the other lists: they let in as well. */
  others: readonly string[]
  /** The lists are all that lets in: with nobody in them everybody is locked out. */
  isAll: boolean
}

const SHOWN = 8

/** What is wrong with what is typed, what it would add and take out, and who would be let in then. */
export function ListFindings({ read, mode, now, others, isAll }: ListFindingsProps) {
  const t = useTranslations('access')
  const before = normalList(now.join(','))
  const given = read.blocks.map(blockText).join(',')
  const after = listAfter(before, mode, given)
  const comes = without(after, before)
  const goes = without(before, after)
  const unknown = mode === 'delete' ? without(given, before) : []
  const some = (entries: readonly string[]) =>
    entries.length > SHOWN
      ? t('editor.andMore', { entries: entries.slice(0, SHOWN).join(', '), count: entries.length - SHOWN })
      : entries.join(', ')
  const typed = read.blocks.length > 0
  const whole = readList(`${after},${others.join(',')}`).blocks
  return (
    <div role="status" className="grid gap-1 text-sm wrap-anywhere">
      {read.faults.slice(0, SHOWN).map(({ entry, fault }) => (
        <State key={entry} tone="danger">
          {t(`faults.${fault.code}`, { value: fault.value })}
        </State>
      ))}
      {read.faults.length > SHOWN && <p>{t('editor.moreFaults', { count: read.faults.length - SHOWN })}</p>}
      {read.duplicates.length > 0 && <p className="hint">{t('duplicates', { entries: some(read.duplicates) })}</p>}
      {read.overlaps.slice(0, SHOWN).map(({ inner, outer }) => (
        <p key={inner} className="hint">
          {t('overlap', { inner, outer })}
        </p>
      ))}
      {read.widened.slice(0, SHOWN).map(({ entry, means }) => (
        <p key={entry} className="hint">
          {t('editor.widened', { entry, means })}
        </p>
      ))}
      {unknown.length > 0 && <State tone="warn">{t('editor.notThere', { entries: some(unknown) })}</State>}
      {typed && comes.length > 0 && <p>{t('editor.comes', { count: comes.length, entries: some(comes) })}</p>}
      {typed && goes.length > 0 && <p>{t('editor.goes', { count: goes.length, entries: some(goes) })}</p>}
      {typed && comes.length + goes.length === 0 && <p>{t('editor.same')}</p>}
      {typed && opensToEveryone(whole) && <State tone="warn">{t('open.title')}</State>}
      {typed && after === '' && <State tone="warn">{t('editor.empty')}</State>}
      {typed && isAll && isNobody(whole) && <State tone="danger">{t('editor.nobody')}</State>}
      {typed && goes.length > 0 && <p className="hint">{t('editor.connected')}</p>}
    </div>
  )
}
