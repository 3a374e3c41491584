'use client'

import { useTranslations } from 'next-intl'
import { Copyable } from '@/components/instances/fact-list'
import { State } from '@/components/ui/status'
import { Moment } from '@/components/ui/time'
import type { AccessEndpoint, InstanceAccess } from '@/lib/model/access-lists'
import { Missing } from './missing'

/** Addresses of an instance, and what a client must bring: TLS, a password. */
export function Connections({ access }: { access: InstanceAccess }) {
  const t = useTranslations('access')
  const { endpoints, network, tls, hasPasswordFree, passwordFree } = access
  return (
    <div className="grid grid-cols-[minmax(0,1fr)] gap-3">
      {endpoints.missing && <Missing missing={endpoints.missing} operation={endpoints.operation} />}
      {endpoints.told?.length === 0 && <p className="text-text-2">{t('noEndpoints')}</p>}
      {endpoints.told && endpoints.told.length > 0 && <Endpoints endpoints={endpoints.told} />}
      <dl className="kv">
        <dt>{t('network')}</dt>
        <dd>{t(`networks.${network}`)}</dd>
        {tls && (
          <>
            <dt>TLS</dt>
            <dd>
              {tls.missing && <Missing missing={tls.missing} operation={tls.operation} />}
              {tls.told && (
                <>
                  {tls.told.on === null ? t('notTold') : t(tls.told.on ? 'tlsOn' : 'tlsOff')}
                  {tls.told.certificateEndsAt && (
                    <p className="hint">
                      {t.rich('certificate', {
                        time: () => <Moment at={tls.told?.certificateEndsAt ?? ''} style="date" />,
                      })}
                    </p>
                  )}
                  {tls.told.certificateName && <p className="hint wrap-anywhere">{tls.told.certificateName}</p>}
                </>
              )}
            </dd>
          </>
        )}
        {hasPasswordFree && (
          <>
            <dt>{t('passwordFree')}</dt>
            <dd>
              {passwordFree === null ? (
                t('notTold')
              ) : passwordFree ? (
                <State tone="warn">{t('passwordNotNeeded')}</State>
              ) : (
                t('passwordNeeded')
              )}
            </dd>
          </>
        )}
      </dl>
    </div>
  )
}

function Endpoints({ endpoints }: { endpoints: readonly AccessEndpoint[] }) {
  const t = useTranslations('access')
  const hasIps = endpoints.some(({ ip }) => ip !== null)
  const hasEnds = endpoints.some(({ endsAt }) => endsAt !== null)
  return (
    <section className="overflow-x-auto" tabIndex={0} aria-label={t('endpoints')}>
      <table className="tbl flush">
        <thead>
          <tr className="text-left">
            <th>{t('endpointKind')}</th>
            <th>{t('address')}</th>
            <th className="num">{t('port')}</th>
            {hasIps && <th>IP</th>}
            {hasEnds && <th>{t('endsAt')}</th>}
          </tr>
        </thead>
        <tbody>
          {endpoints.map(({ kind, host, port, ip, endsAt }) => (
            <tr key={`${kind} ${host} ${port}`}>
              <th scope="row" className="whitespace-nowrap text-left">
                {t(`endpointKinds.${kind}`)}
              </th>
              <td>
                <Copyable text={host} what={t('address')} />
              </td>
              <td className="num">{port ?? t('notTold')}</td>
              {hasIps && <td>{ip ? <code>{ip}</code> : ''}</td>}
              {hasEnds && <td className="whitespace-nowrap">{endsAt ? <Moment at={endsAt} style="date" /> : ''}</td>}
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  )
}
