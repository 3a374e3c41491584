'use client'

import Link from 'next/link'
import { useTranslations } from 'next-intl'
import { Banner } from '@/components/ui/banner'
import type { Tone } from '@/components/ui/shape'
import { State } from '@/components/ui/status'
import { Moment } from '@/components/ui/time'
import type { Change, Check, Price } from '@/lib/model/change'
import { SEVERITIES } from '@/lib/model/change'
import { SEVERITY_TONES, useChangeWords } from './words'

/** What a plan says: present and target, price, what happens, and what was asked of live facts. */
export function PlanView({ change }: { change: Change }) {
  const t = useTranslations('changes')
  const { plan } = change
  return (
    <div className="grid content-start gap-5 px-gut py-3.5">
      <Amounts price={plan.price} costs={plan.costs} />
      <Rows change={change} />
      <Consequences change={change} />
      <section>
        <h2 className="section-title pb-1.5">
          {t('checksTitle')}
          <small>{t.rich('factsOf', { time: () => <Moment at={plan.factsAt} style="seconds" /> })}</small>
        </h2>
        <ul className="grid">
          {plan.checks.map((check, index) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: the checks of a plan never move
            <CheckRow key={index} check={check} />
          ))}
        </ul>
      </section>
    </div>
  )
}

function Amounts({ price, costs }: { price: Price | null; costs: boolean }) {
  const t = useTranslations('changes')
  if (!price) {
    return costs ? (
      <Banner tone="warn" title={t('price.unknown')}>
        {t('price.unknownWhy')}
      </Banner>
    ) : null
  }
  const money = (amount: string) => [amount, price.currency].filter(Boolean).join(' ')
  return (
    <section>
      <h2 className="section-title pb-1.5">{t('price.title')}</h2>
      <dl className="flex flex-wrap gap-x-9 gap-y-2">
        <div>
          <dt className="text-muted text-sm">{t('price.before')}</dt>
          <dd className="text-lg text-muted">{t('price.notTold')}</dd>
        </div>
        <div>
          <dt className="text-muted text-sm">{t(`price.after.${price.per}`)}</dt>
          <dd className="font-medium text-lg">{money(price.amount)}</dd>
        </div>
        {price.original !== null && (
          <div>
            <dt className="text-muted text-sm">{t('price.list')}</dt>
            <dd className="text-lg">{money(price.original)}</dd>
          </div>
        )}
        {price.discount !== null && (
          <div>
            <dt className="text-muted text-sm">{t('price.discount')}</dt>
            <dd className="text-lg">{money(price.discount)}</dd>
          </div>
        )}
      </dl>
      <p className="hint mt-1 wrap-anywhere">
        {t(`price.${price.of}`)} {price.requestId && <code>{price.requestId}</code>}
      </p>
    </section>
  )
}

function Rows({ change }: { change: Change }) {
  const t = useTranslations('changes')
  const words = useChangeWords()
  const { rows } = change.plan
  const chosen = Object.entries(change.params)
  return (
    <section>
      <h2 className="section-title pb-1.5">{t('rowsTitle')}</h2>
      {rows.length > 0 ? (
        <table className="tbl flush">
          <thead>
            <tr>
              <th className="text-start">{t('fact')}</th>
              <th className="text-start">{t('now')}</th>
              <th className="text-start">{t('target')}</th>
            </tr>
          </thead>
          <tbody>
            {rows.map(({ field, from, to }) => (
              <tr key={field}>
                <th scope="row" className="text-start font-normal">
                  {words.field(field)}
                </th>
                <td className="wrap-anywhere">{words.value(field, from)}</td>
                <td className="font-medium wrap-anywhere">{to === null ? t('later') : words.value(field, to)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      ) : (
        <p className="text-text-2">{t(change.action === 'release' ? 'goes' : 'noRows')}</p>
      )}
      {chosen.length > 0 && (
        <dl className="kv mt-2 text-sm">
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
      )}
    </section>
  )
}

function Consequences({ change }: { change: Change }) {
  const t = useTranslations('changes')
  const order = (severity: (typeof SEVERITIES)[number]) => SEVERITIES.indexOf(severity)
  const all = [...change.plan.consequences].sort((a, b) => order(b.severity) - order(a.severity))
  return (
    <section>
      <h2 className="section-title pb-1.5">{t('consequencesTitle')}</h2>
      {change.plan.noRuleKnown && (
        <p className="border-border border-t py-2">
          <State tone="unk">{t('noRuleKnown')}</State>
        </p>
      )}
      <ul>
        {all.map(({ id, severity, numbers, manual }) => (
          <li
            key={id}
            className="grid gap-x-4 border-border border-t py-2 wide:grid-cols-[170px_minmax(0,1fr)_minmax(0,180px)]"
          >
            <State tone={SEVERITY_TONES[severity]}>{t(`severities.${severity}`)}</State>
            <span>{t(`consequences.${id}`, numbers)}</span>
            <span className="text-muted text-sm wrap-anywhere wide:text-end">{t('manual', { section: manual })}</span>
          </li>
        ))}
      </ul>
    </section>
  )
}

const CHECK_TONES: Record<Check['result'], Tone> = { ok: 'ok', warn: 'warn', block: 'danger', unknown: 'unk' }

function CheckRow({ check: { id, result, reason, params = {} } }: { check: Check }) {
  const t = useTranslations('changes')
  const words = useChangeWords()
  const { usedMb, targetMb, id: other, action } = params
  return (
    <li className="grid gap-x-4 border-border border-t py-2 wide:grid-cols-[170px_minmax(0,1fr)]">
      <State tone={CHECK_TONES[result]}>{t(`results.${result}`)}</State>
      <span>
        {id === 'state' && result === 'block'
          ? null
          : t(`checks.${id}`, { by: '', how: 'other', known: 'no', ...params })}
        {typeof action === 'string' && typeof other === 'string' && (
          <>
            {' '}
            <Link href={`/changes/${other}`}>{t(`actions.${action}`)}</Link>
          </>
        )}
        {reason && words.reason(reason)}
        {typeof usedMb === 'number' && ` · ${t('used', { used: words.value('usedMemoryMb', usedMb) })}`}
        {typeof targetMb === 'number' && ` · ${t('targetMemory', { target: words.value('memoryMb', targetMb) })}`}
        {result === 'block' && t.has(`unblock.${id}`) && <b className="block">{t(`unblock.${id}`)}</b>}
        {result === 'warn' && t.has(`help.${id}`) && params.how !== 'never' && (
          <b className="block">{t(`help.${id}`)}</b>
        )}
        {result === 'unknown' && <span className="block text-muted">{t('checkUnknown')}</span>}
      </span>
    </li>
  )
}
