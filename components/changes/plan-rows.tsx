'use client'

import { useTranslations } from 'next-intl'
import { Breaking } from '@/components/ui/breaking'
import type { ActionId } from '@/lib/model/action'
import type { Change } from '@/lib/model/change'
import type { PlanRow } from '@/lib/model/plan'
import { isPolicyRow, usePolicyHours } from './policy-hours'
import { isRestore, RestoreRows } from './restore-rows'
import { said } from './said'
import { isUnpaid, useChangeWords, useTextOf } from './words'

interface Line {
  key: string
  label: string
  now: string
  target: string
  /** What it is now it stays. */
  same: boolean
  isUnknown: boolean
  note?: string
}

/** What they are done to is not there afterwards. */
const GONE: readonly ActionId[] = ['release', 'group-delete', 'parameter-group-delete']

/** One table of what is and what shall be: sizes, price and end. What stays is muted. */
export function PlanRows({ change }: { change: Change }) {
  const t = useTranslations('changes')
  const words = useChangeWords()
  const lines = useLines(change)
  const untold = change.plan.rows.filter(({ from, unknown }) => from === null && unknown)
  const chosen = Object.entries(change.params)
  const restores = isRestore(change) && lines.length === 0
  const textOf = useTextOf(change.ref)
  return (
    <section>
      <h2 className="section-title pb-1.5">{t(restores ? 'restoreRows.title' : 'rowsTitle')}</h2>
      {lines.length > 0 ? (
        <table className="tbl flush dense max-wide:table-fixed">
          <thead>
            <tr>
              <th className="text-start max-wide:w-[30%]">{t('fact')}</th>
              <th className="num">{t('now')}</th>
              <th className="w-7 px-0" aria-hidden="true" />
              <th className="num">{t(isUnpaid(change.plan) ? 'targetPaid' : 'target')}</th>
              <th className="text-start max-wide:hidden">
                <span className="sr-only">{t('remark')}</span>
              </th>
            </tr>
          </thead>
          <tbody>
            {lines.map(({ key, label, now, target, same, isUnknown, note }) => (
              <tr key={key}>
                <th scope="row" className="text-start font-normal text-muted">
                  {label}
                </th>
                <td className="num text-text-2 wrap-anywhere">
                  <Breaking text={now} />
                </td>
                <td className="w-7 px-0 text-muted" aria-hidden="true">
                  {same ? '' : '→'}
                </td>
                <td className={same || isUnknown ? 'num text-muted' : 'num font-medium wrap-anywhere'}>
                  <Breaking text={target} />
                </td>
                <td className="text-muted text-sm max-wide:hidden">{note}</td>
              </tr>
            ))}
          </tbody>
        </table>
      ) : restores ? (
        <RestoreRows change={change} />
      ) : GONE.includes(change.action) ? null : (
        <p className="text-text-2">{t(change.action === 'call' ? 'callRows' : 'noRows')}</p>
      )}
      {GONE.includes(change.action) && <p className="text-text-2">{t(textOf('goes'))}</p>}
      {untold.length > 0 && (
        <p className="hint mt-1">
          {t('untold', { fields: untold.map(({ field }) => words.field(field)).join(t('comma')) })}
        </p>
      )}
      {chosen.length > 0 && <Chosen chosen={chosen} />}
    </section>
  )
}

function Chosen({ chosen }: { chosen: [string, unknown][] }) {
  const t = useTranslations('changes')
  return (
    <details className="mt-2 text-sm">
      <summary className="cursor-pointer text-muted">{t('chosen')}</summary>
      <dl className="kv mt-1">
        {chosen.map(([name, value]) => (
          <div key={name} className="contents">
            <dt>{t.has(`params.${name}`) ? t(`params.${name}`) : name}</dt>
            <dd>
              {typeof value === 'boolean' ? (
                t(value ? 'on' : 'off')
              ) : (
                <code>{typeof value === 'object' ? JSON.stringify(value) : String(value)}</code>
              )}
            </dd>
          </div>
        ))}
      </dl>
    </details>
  )
}

function useLines({ plan, action, params }: Change): Line[] {
  const t = useTranslations('changes')
  const words = useChangeWords()
  const { rows, money, checks } = plan
  const used = checks.find(({ id }) => id === 'memory-fits')?.params?.usedMb
  const open = checks.find(({ id }) => id === 'connections-fit')?.params?.inUse
  const noteOf = ({ field, to }: PlanRow) => {
    if (field === 'facts.memoryMb' && typeof used === 'number')
      return t(typeof to === 'number' && to > 0 ? 'usedOf' : 'used', {
        used: words.value('usedMemoryMb', used),
        percent: typeof to === 'number' ? Math.round((used / to) * 100) : 0,
      })
    if (field === 'facts.connections' && typeof open === 'number') return t('openNow', { count: open })
    return undefined
  }
  const isFrom = (name: string, was: PlanRow['from']) => rows.some(({ field, from }) => field === name && from === was)
  // Renewals that are off have no length, and what is in the classic network is in no VPC: it is known that there is none.
  const isNothing = (field: string) =>
    (field === 'seen.autoRenewMonths' && isFrom('seen.autoRenew', false)) ||
    (field.startsWith('facts.network.') && isFrom('facts.network.type', 'classic'))
  const hoursOf = usePolicyHours()
  // Switched off, none are made at any hour.
  const isOff = params.on === false
  const [before, after] = [hoursOf(rows, 'from'), isOff ? t('policyNone') : hoursOf(rows, 'to')]
  // Days and hours of a policy are one thing, and move together from clock to clock.
  const isPolicy = action === 'backup-policy' && after !== undefined && (before !== undefined || !isOff)
  const told = rows.filter((row) => (row.from !== null || !row.unknown) && !(isPolicy && isPolicyRow(row)))
  const lines = told.map((row): Line => {
    const { field, from, to, unknown = false } = row
    const same = !unknown && to !== null && to === from
    return {
      key: field,
      label: words.field(field),
      now: from === null && isNothing(field) ? '–' : words.value(field, from),
      target: unknown ? t('unknown') : to === null ? t('later') : same ? t('same') : words.value(field, to),
      same,
      isUnknown: unknown,
      note: noteOf(row),
    }
  })
  if (isPolicy)
    lines.push({
      key: 'policy',
      label: t('policyHours'),
      now: before ?? t('unknown'),
      target: before === after ? t('same') : after,
      same: before === after,
      isUnknown: false,
    })
  const amount = (one: NonNullable<typeof money>['before']) => (one?.monthly ? said(one, one.monthly) : t('unknown'))
  if (money && (money.before || money.after)) {
    const [now, target] = [amount(money.before), amount(money.after)]
    lines.push({
      key: 'month',
      label: t('money.month'),
      now,
      target: now === target && money.after ? t('same') : target,
      same: now === target && money.after !== null,
      isUnknown: !money.after,
    })
  }
  if (money && action === 'spec') {
    const { today, todayIs } = money
    lines.push({
      key: 'today',
      label: t(money.paid === false && today ? 'money.once' : 'money.today'),
      now: '',
      target: today ? said(today, today.amount) : t(`money.todayIs.${todayIs}`),
      same: false,
      isUnknown: !today && todayIs === 'unknown',
    })
  }
  if (money?.ends && !rows.some(({ field, to }) => field === 'facts.expiresAt' && to !== null)) {
    const { from, to } = money.ends
    // What is billed by the hour has no end that would move.
    const hasEnd = action !== 'to-subscription' && from !== null
    const [now, target] = [
      hasEnd ? words.value('facts.expiresAt', from) : t('money.noEnd'),
      words.value('facts.expiresAt', to),
    ]
    const at = lines.findIndex(({ key }) => key === 'facts.expiresAt')
    const line = {
      key: 'facts.expiresAt',
      label: words.field('facts.expiresAt'),
      now,
      target,
      same: false,
      isUnknown: false,
    }
    if (at < 0) lines.push(line)
    else lines[at] = line
  }
  return lines
}
