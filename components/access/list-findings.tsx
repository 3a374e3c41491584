'use client'

import { useTranslations } from 'next-intl'
import { Banner } from '@/components/ui/banner'
import { State } from '@/components/ui/status'
import { isNobody, type ListMode, listAfter, within, without } from '@/lib/model/allow-list'
import { blockText, normalList, opensToEveryone, type ReadList, readList } from '@/lib/model/cidr'

interface ListFindingsProps {
  read: ReadList
  mode: ListMode
  now: readonly string[]
  /** Entries of the other lists of clients: they let in as well. */
  others: readonly string[]
  /** The lists are all that lets in: with nobody in them everybody is locked out. */
  isAll: boolean
  /** Servers of bound groups come in beside the lists. */
  servers?: boolean
}

const SHOWN = 8

/** What is wrong with what is typed, what it would add and take out, and who would be let in then. */
export function ListFindings({ read, mode, now, others, isAll, servers }: ListFindingsProps) {
  const t = useTranslations('access')
  const before = normalList(now.join(','))
  const given = read.blocks.map(blockText).join(',')
  const after = listAfter(before, mode, given)
  const comes = without(after, before)
  const goes = without(before, after)
  const unknown = mode === 'delete' ? without(given, before) : []
  const entries = (list: string) => list.split(',').filter(Boolean)
  const elsewhere = entries(normalList(others.join(',')))
  // What is typed to be the whole list is compared with itself.
  const kept = mode === 'append' ? entries(before) : []
  const there = mode === 'append' ? within(entries(given), kept).filter(({ inner, outer }) => inner === outer) : []
  const covered = within(comes, kept)
  const known = new Set(covered.map(({ inner }) => inner))
  const meetings = [
    ...covered.map((pair) => ({ ...pair, how: 'covered' as const })),
    ...within(comes, elsewhere).flatMap((pair) =>
      known.has(pair.inner) ? [] : { ...pair, how: 'elsewhere' as const },
    ),
    ...within(kept, comes).map((pair) => ({ ...pair, how: 'covers' as const })),
    ...within(goes, [...entries(after), ...elsewhere]).map((pair) => ({ ...pair, how: 'stays' as const })),
  ]
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
      {there.length > 0 && comes.length > 0 && (
        <p className="hint">{t('editor.there', { entries: some(there.map(({ inner }) => inner)) })}</p>
      )}
      {meetings.slice(0, SHOWN).map(({ inner, outer, how }) => (
        <State key={`${how} ${inner}`} tone="warn">
          {t(`editor.meets.${how}`, { inner, outer })}
        </State>
      ))}
      {meetings.length > SHOWN && <p>{t('editor.moreMeets', { count: meetings.length - SHOWN })}</p>}
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
      {typed && isAll && isNobody(whole) && (
        <Banner tone={servers ? 'warn' : 'danger'} title={t(servers ? 'editor.onlyServers' : 'editor.nobody')} />
      )}
      {typed && goes.length > 0 && <p className="hint">{t('editor.connected')}</p>}
    </div>
  )
}
