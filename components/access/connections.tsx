'use client'

import { useTranslations } from 'next-intl'
import type { ReactNode } from 'react'
import { State } from '@/components/ui/status'
import { Moment } from '@/components/ui/time'
import type { InstanceAccess } from '@/lib/model/access-lists'
import type { ActionId } from '@/lib/model/change'
import { ChangeLink, useWhyNot } from './change-link'
import { Endpoints } from './endpoints'
import { Missing } from './missing'

interface ConnectionsProps {
  reference: string
  access: InstanceAccess
  /** Its cloud's name. */
  cloud: string
}

/** Addresses of an instance, what a client must bring (TLS, a password), and how that is changed. */
export function Connections({ reference, access, cloud }: ConnectionsProps) {
  const t = useTranslations('access')
  const { isOffered } = useWhyNot(reference)
  const { endpoints, network, tls, hasPasswordFree, passwordFree } = access
  const has = (kind: string) => (endpoints.told ?? []).some((endpoint) => endpoint.kind === kind)
  const link = (action: ActionId, words: string, params?: Record<string, string>) => (
    <ChangeLink reference={reference} action={action} params={params}>
      {words}
    </ChangeLink>
  )
  const noOperation = <span className="text-text-2">{t('noOperation', { cloud })}</span>
  return (
    <div className="grid grid-cols-[minmax(0,1fr)] gap-3">
      {endpoints.missing && <Missing missing={endpoints.missing} operation={endpoints.operation} />}
      {endpoints.told?.length === 0 && <p className="text-text-2">{t('noEndpoints')}</p>}
      {endpoints.told && endpoints.told.length > 0 && <Endpoints reference={reference} endpoints={endpoints.told} />}
      {!isOffered('endpoint') && <p className="hint">{t('noEndpointChange', { cloud })}</p>}
      <dl className="kv">
        <dt>{t('publicAddress')}</dt>
        <dd>
          {isOffered('public-on') ? (
            <Line links={has('public') ? link('public-off', t('steps.release')) : link('public-on', t('steps.add'))}>
              {endpoints.told ? t(has('public') ? 'publicThere' : 'publicNone') : t('notTold')}
            </Line>
          ) : (
            noOperation
          )}
        </dd>
        <dt>{t('directAccess')}</dt>
        <dd>
          {isOffered('direct-on') ? (
            <Line
              links={
                <>
                  {!has('direct') && link('direct-on', t('steps.open'))}
                  {/* Only its list of addresses would tell that it is open. */}
                  {(has('direct') || endpoints.operation === '') && link('direct-off', t('steps.close'))}
                </>
              }
            >
              {t(has('direct') ? 'directOpen' : endpoints.operation === '' ? 'notTold' : 'directClosed')}
            </Line>
          ) : (
            noOperation
          )}
        </dd>
        <dt>{t('network')}</dt>
        <dd>
          <Line links={isOffered('to-vpc') && network === 'classic' && link('to-vpc', t('steps.toVpc'))}>
            {t(`networks.${network}`)}
          </Line>
        </dd>
        <dt>TLS</dt>
        <dd>
          {tls?.missing && <Missing missing={tls.missing} operation={tls.operation} />}
          {!tls && noOperation}
          {tls?.told && (
            <Line
              links={
                <>
                  {tls.told.on !== true && link('tls', t('steps.tlsOn'), { tls: 'on' })}
                  {tls.told.on !== false && link('tls', t('steps.tlsRenew'), { tls: 'renew' })}
                  {tls.told.on !== false && link('tls', t('steps.tlsOff'), { tls: 'off' })}
                </>
              }
            >
              {tls.told.on === null ? t('notTold') : t(tls.told.on ? 'tlsOn' : 'tlsOff')}
              {tls.told.certificateEndsAt && (
                <p className="hint">
                  {t.rich('certificate', {
                    time: () => <Moment at={tls.told?.certificateEndsAt ?? ''} style="date" />,
                  })}
                </p>
              )}
              {tls.told.certificateName && <p className="hint wrap-anywhere">{tls.told.certificateName}</p>}
            </Line>
          )}
        </dd>
        <dt>{t('passwordFree')}</dt>
        <dd>
          {hasPasswordFree ? (
            <Line
              links={
                <>
                  {passwordFree !== false && link('vpc-password', t('steps.need'), { required: 'true' })}
                  {passwordFree !== true && link('vpc-password', t('steps.needNot'), { required: 'false' })}
                </>
              }
            >
              {passwordFree === null ? (
                t('notTold')
              ) : passwordFree ? (
                <State tone="warn">{t('passwordNotNeeded')}</State>
              ) : (
                t('passwordNeeded')
              )}
            </Line>
          ) : (
            noOperation
          )}
        </dd>
      </dl>
    </div>
  )
}

/** A fact, and beside it what changes it. */
function Line({ children, links }: { children: ReactNode; links: ReactNode }) {
  return (
    <div className="flex flex-wrap items-center gap-x-3 gap-y-1">
      <div className="min-w-0">{children}</div>
      <span className="flex flex-wrap gap-1.5">{links}</span>
    </div>
  )
}
