'use client'

import { useTranslations } from 'next-intl'
import { Copyable } from '@/components/instances/fact-list'
import { Moment } from '@/components/ui/time'
import type { AccessEndpoint } from '@/lib/model/access-lists'
import type { ActionId } from '@/lib/model/action'
import { ChangeLink, useWhyNot } from './change-link'

interface Step {
  action: ActionId
  word: 'change' | 'release' | 'keep'
  params?: Record<string, string>
}

/** What can be done with one address. A classic one that stays is the instance's own. */
function stepsOf({ kind, endsAt }: AccessEndpoint): Step[] {
  if (kind === 'public')
    return [
      { action: 'endpoint', word: 'change', params: { which: 'public' } },
      { action: 'public-off', word: 'release' },
    ]
  // All direct addresses are closed at once, by the fact below the table.
  if (kind === 'direct') return []
  if (kind === 'classic' && endsAt !== null) return [{ action: 'classic-days', word: 'keep' }]
  return kind === 'read-only' ? [] : [{ action: 'endpoint', word: 'change', params: { which: 'private' } }]
}

/** Addresses of an instance, each with what can be done with it. */
export function Endpoints({ reference, endpoints }: { reference: string; endpoints: readonly AccessEndpoint[] }) {
  const t = useTranslations('access')
  const { isOffered } = useWhyNot(reference)
  const hasIps = endpoints.some(({ ip }) => ip !== null)
  const hasEnds = endpoints.some(({ endsAt }) => endsAt !== null)
  const steps = endpoints.map((endpoint) => stepsOf(endpoint).filter(({ action }) => isOffered(action)))
  const hasSteps = steps.some(({ length }) => length > 0)
  return (
    <section className="overflow-x-auto" tabIndex={0} aria-label={t('endpoints')}>
      <table className="tbl flush stack">
        <thead>
          <tr className="text-left">
            <th>{t('endpointKind')}</th>
            <th>{t('address')}</th>
            <th className="num">{t('port')}</th>
            {hasIps && <th>IP</th>}
            {hasEnds && <th>{t('endsAt')}</th>}
            {hasSteps && (
              <th>
                <span className="sr-only">{t('actions')}</span>
              </th>
            )}
          </tr>
        </thead>
        <tbody>
          {endpoints.map(({ kind, host, port, ip, endsAt }, i) => (
            <tr key={`${kind} ${host} ${port}`}>
              <th scope="row" className="whitespace-nowrap text-left">
                {t(`endpointKinds.${kind}`)}
              </th>
              <td>
                <Copyable text={host} what={t('address')} />
              </td>
              <td className="num" data-name={t('port')}>
                {port ?? t('notTold')}
              </td>
              {hasIps && <td data-name={ip ? 'IP' : undefined}>{ip ? <code>{ip}</code> : ''}</td>}
              {hasEnds && (
                <td className="whitespace-nowrap" data-name={endsAt ? t('endsAt') : undefined}>
                  {endsAt ? <Moment at={endsAt} style="date" /> : ''}
                </td>
              )}
              {hasSteps && (
                <td className="num whitespace-nowrap">
                  <span className="inline-flex gap-1.5 py-0.5">
                    {steps[i]?.map(({ action, word, params }) => (
                      <ChangeLink
                        key={action}
                        reference={reference}
                        action={action}
                        params={params}
                        label={t(`steps.${word}Of`, { name: t(`endpointKinds.${kind}`) })}
                      >
                        {t(`steps.${word}`)}
                      </ChangeLink>
                    ))}
                  </span>
                </td>
              )}
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  )
}
