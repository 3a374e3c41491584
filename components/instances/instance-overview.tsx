'use client'
import { useTranslations } from 'next-intl'
import type { ReactNode } from 'react'
import { Memory } from '@/components/ui/number'
import type { InstancePage } from '@/lib/model/fleet'
import type { Instance, InstanceNode } from '@/lib/model/instance'
import { useBilling, useNetwork, useOwnership, useSafety, useSpecification } from './fact-groups'
import { Copyable, FactGroup, FactList } from './fact-list'
import { endpointText } from './facts'
import { Figures } from './figures'

/** The facts of one instance: where it is reached and what it is made of, then all the rest at the side. */
export function InstanceOverview({ page }: { page: InstancePage }) {
  const t = useTranslations('instances')
  const { instance: row, detail } = page
  const specification = useSpecification(row, detail)
  const billing = useBilling(row, detail)
  const network = useNetwork(row, detail)
  const safety = useSafety(detail)
  const ownership = useOwnership(row, detail)
  return (
    <div className="flex min-h-full flex-col">
      <Figures row={row} />
      <div className="grid flex-1 content-start desk:content-stretch desk:grid-cols-[minmax(0,1fr)_372px]">
        <div className="border-border pt-3.5 desk:border-r">
          <Endpoints row={row} />
          {detail?.nodes?.length ? <Nodes nodes={detail.nodes} /> : null}
          <div className="grid full:grid-cols-2">
            <Panel title={t('groups.specification')}>
              <FactList facts={specification} />
            </Panel>
            <Panel title={t('groups.network')}>
              <FactList facts={network} />
            </Panel>
          </div>
          {detail === null ? <p className="px-gut py-3.5 text-muted text-sm">{t('page.noDetail')}</p> : null}
        </div>
        <div className="max-desk:border-border max-desk:border-t">
          <FactGroup title={t('groups.billing')}>
            <FactList facts={billing} />
          </FactGroup>
          {safety.length > 0 ? (
            <FactGroup title={t('groups.safety')}>
              <FactList facts={safety} />
            </FactGroup>
          ) : null}
          <FactGroup title={t('groups.ownership')}>
            <FactList facts={ownership} />
          </FactGroup>
        </div>
      </div>
    </div>
  )
}

function Panel({ title, children }: { title: string; children: ReactNode }) {
  return (
    <section className="px-gut py-3.5">
      <h2 className="section-title pb-1.5">{title}</h2>
      {children}
    </section>
  )
}

function Endpoints({ row }: { row: Instance }) {
  const t = useTranslations('instances')
  return (
    <section>
      <h2 className="section-title px-gut pb-1">{t('groups.endpoints')}</h2>
      {row.endpoints.length === 0 ? (
        <p className="px-gut text-muted">{t('endpoints.none')}</p>
      ) : (
        <ul>
          {row.endpoints.map((endpoint) => (
            <li
              key={`${endpoint.kind} ${endpointText(endpoint)}`}
              className="grid min-h-9 grid-cols-[88px_minmax(0,1fr)] items-center border-border border-b px-gut"
            >
              <span className="font-medium">{t(`endpoints.${endpoint.kind}`)}</span>
              <Copyable text={endpointText(endpoint)} what={t('endpoint')} />
            </li>
          ))}
        </ul>
      )}
    </section>
  )
}

function Nodes({ nodes }: { nodes: readonly InstanceNode[] }) {
  const t = useTranslations('instances')
  const said = (text: string | null) => text ?? <span className="text-muted">{t('notSaid')}</span>
  const has = (key: 'shard' | 'zone' | 'memoryMb' | 'status') => nodes.some((node) => node[key] !== null)
  return (
    <section className="pt-3.5">
      <h2 className="section-title px-gut pb-1">
        {t('groups.nodes')} <small>{t('nodes.count', { count: nodes.length })}</small>
      </h2>
      <div className="overflow-x-auto">
        <table className="tbl">
          <thead>
            <tr className="text-left">
              <th>{t('nodes.id')}</th>
              <th>{t('nodes.role')}</th>
              {has('shard') ? <th>{t('nodes.shard')}</th> : null}
              {has('zone') ? <th>{t('nodes.zone')}</th> : null}
              {has('memoryMb') ? <th className="num">{t('nodes.memory')}</th> : null}
              {has('status') ? <th>{t('nodes.status')}</th> : null}
            </tr>
          </thead>
          <tbody>
            {nodes.map((node) => (
              <tr key={node.id}>
                <td>
                  <code className="mono">{node.id}</code>
                </td>
                <td>{t(`nodes.roles.${node.role}`)}</td>
                {has('shard') ? <td>{said(node.shard)}</td> : null}
                {has('zone') ? <td>{said(node.zone)}</td> : null}
                {has('memoryMb') ? (
                  <td className="num">{node.memoryMb === null ? said(null) : <Memory mb={node.memoryMb} />}</td>
                ) : null}
                {has('status') ? <td>{said(node.status)}</td> : null}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </section>
  )
}
