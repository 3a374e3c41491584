'use client'

import { useTranslations } from 'next-intl'
import type { ReactNode } from 'react'
import { useChangeWords } from '@/components/changes/words'
import { State } from '@/components/ui/status'
import { Moment } from '@/components/ui/time'
import type { InstanceAccess } from '@/lib/model/access-lists'
import type { ActionId } from '@/lib/model/action'
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
  const { direct, network, tls, hasPasswordFree, passwordFree } = access
  const words = useChangeWords()
  const { endpoints } = access
  const shown = [...(endpoints.told ?? []), ...(direct?.told?.endpoints ?? [])]
  const has = (kind: string) => (endpoints.told ?? []).some((endpoint) => endpoint.kind === kind)
  const lacks = (
    [
      ['endpoint', !isOffered('endpoint')],
      ['public', !isOffered('public-on')],
      ['direct', !isOffered('direct-on')],
      ['tls', tls === null],
      ['password', !hasPasswordFree],
    ] as const
  ).flatMap(([name, is]) => (is ? [t(`lacking.${name}`)] : []))
  // Where its list of addresses has no direct ones, a call of its own tells.
  const isDirect = direct ? (direct.told?.on ?? null) : endpoints.told ? has('direct') : null
  const withTls = tls?.told?.on === true
  return (
    <div className="grid grid-cols-[minmax(0,1fr)] gap-3">
      {endpoints.missing && <Missing missing={endpoints.missing} operation={endpoints.operation} />}
      {endpoints.told?.length === 0 && <p className="text-text-2">{t('noEndpoints')}</p>}
      {shown.length > 0 && <Endpoints reference={reference} endpoints={shown} />}
      <dl className="kv">
        {isOffered('public-on') && (
          <Fact
            name={t('publicAddress')}
            reference={reference}
            // One that is there is given up in its own row.
            steps={has('public') ? [] : [['public-on', t('steps.add')]]}
          >
            {endpoints.told ? t(has('public') ? 'publicThere' : 'publicNone') : t('notTold')}
          </Fact>
        )}
        {isOffered('direct-on') && (
          <Fact
            name={t('directAccess')}
            reference={reference}
            against={isDirect !== true && withTls ? words.reason({ code: 'tls-on' }) : undefined}
            steps={[
              ...(isDirect === true ? [] : ([['direct-on', t('steps.open')]] as const)),
              ...(isDirect === false ? [] : ([['direct-off', t('steps.close')]] as const)),
            ]}
          >
            {direct?.missing && <Missing missing={direct.missing} operation={direct.operation} />}
            {direct?.missing ? null : t(isDirect === null ? 'notTold' : isDirect ? 'directOpen' : 'directClosed')}
          </Fact>
        )}
        <Fact
          name={t('network')}
          reference={reference}
          steps={isOffered('to-vpc') && network === 'classic' ? [['to-vpc', t('steps.toVpc')]] : []}
        >
          {t(`networks.${network}`)}
        </Fact>
        {tls && (
          <Fact
            name="TLS"
            reference={reference}
            steps={
              tls.told
                ? [
                    ...(tls.told.on === true ? [] : ([['tls', t('steps.tlsOn'), { tls: 'on' }]] as const)),
                    ...(tls.told.on === false
                      ? []
                      : ([
                          ['tls', t('steps.tlsRenew'), { tls: 'renew' }],
                          ['tls', t('steps.tlsOff'), { tls: 'off' }],
                        ] as const)),
                  ]
                : []
            }
          >
            {tls.missing && <Missing missing={tls.missing} operation={tls.operation} />}
            {tls.told && (tls.told.on === null ? t('notTold') : t(tls.told.on ? 'tlsOn' : 'tlsOff'))}
            {tls.told?.certificateEndsAt && (
              <p className="hint">
                {t.rich('certificate', { time: () => <Moment at={tls.told?.certificateEndsAt ?? ''} style="date" /> })}
              </p>
            )}
            {tls.told?.certificateName && <p className="hint wrap-anywhere">{tls.told.certificateName}</p>}
          </Fact>
        )}
        {hasPasswordFree && (
          <Fact
            name={t('passwordFree')}
            reference={reference}
            steps={[
              ...(passwordFree === false ? [] : ([['vpc-password', t('steps.need'), { required: 'true' }]] as const)),
              ...(passwordFree === true
                ? []
                : ([['vpc-password', t('steps.needNot'), { required: 'false' }]] as const)),
            ]}
          >
            {passwordFree === null ? (
              t('notTold')
            ) : passwordFree ? (
              <State tone="warn">{t('passwordNotNeeded')}</State>
            ) : (
              t('passwordNeeded')
            )}
          </Fact>
        )}
      </dl>
      {lacks.length > 0 && <p className="hint">{t('noOperation', { cloud, what: lacks.join(t('comma')) })}</p>}
    </div>
  )
}

interface FactProps {
  name: string
  reference: string
  /** What changes it: the action, its words, and what is known of the choice. */
  steps: readonly (readonly [ActionId, string, Record<string, string>?])[]
  /** What the tab itself shows to stand against it. */
  against?: string | undefined
  children: ReactNode
}

/** A fact, and beside it what changes it. What cannot be changed now says why in words, in place of a button. */
function Fact({ name, reference, steps, against, children }: FactProps) {
  const known = useWhyNot(reference)
  // That a viewer may not is no reason of the thing's own: the button says it.
  const why = (action: ActionId) => known.against(action) ?? against
  const reasons = [...new Set(steps.flatMap(([action]) => why(action) ?? []))]
  return (
    <>
      <dt>{name}</dt>
      <dd className="flex flex-wrap items-center gap-x-3 gap-y-1">
        <div className="min-w-0">{children}</div>
        <span className="flex flex-wrap gap-1.5">
          {steps.map(([action, words, params]) =>
            !why(action) ? (
              <ChangeLink key={words} reference={reference} action={action} params={params}>
                {words}
              </ChangeLink>
            ) : null,
          )}
        </span>
        {reasons.length > 0 && <p className="w-full text-text-2 text-sm">{reasons.join(' ')}</p>}
      </dd>
    </>
  )
}
