'use client'

import { useTranslations } from 'next-intl'
import { Count, Memory } from '@/components/ui/number'
import { State } from '@/components/ui/status'
import { Moment } from '@/components/ui/time'
import type { TopologyNode } from '@/lib/model/topology'
import { shortName, toneOfNode } from './node-words'

/** Nodes one by one; a column of which nothing is told is left out. */
export function NodeTable({ nodes, instance }: { nodes: readonly TopologyNode[]; instance: string }) {
  const t = useTranslations('diagnostics')
  const has = (field: keyof TopologyNode) => nodes.some((node) => node[field] !== null)
  const none = <span className="text-muted">{t('notTold')}</span>
  return (
    <section className="overflow-x-auto" tabIndex={0} aria-label={t('nodeTable')}>
      <table className="tbl dense flush">
        <thead>
          <tr className="text-left">
            <th>{t('node')}</th>
            <th>{t('role')}</th>
            {has('shard') && <th className="num">{t('shardHead')}</th>}
            <th>{t('zone')}</th>
            {has('state') && <th>{t('state')}</th>}
            {has('memoryMb') && <th className="num">{t('memory')}</th>}
            {has('usedMemoryMb') && <th className="num">{t('used')}</th>}
            {has('connections') && <th className="num">{t('connections')}</th>}
            {has('address') && <th>{t('address')}</th>}
            {has('version') && <th>{t('version')}</th>}
            {has('createdAt') && <th>{t('created')}</th>}
          </tr>
        </thead>
        <tbody>
          {nodes.map((node) => (
            <tr key={node.key} data-node={node.id}>
              <th scope="row" className="whitespace-nowrap font-normal">
                <code data-tip={node.id}>{shortName(node.id, instance)}</code>
              </th>
              <td className="whitespace-nowrap">
                {t(`roles.${node.role}`)}{' '}
                {node.vendorRole && <code className="text-muted text-sm">{node.vendorRole}</code>}
              </td>
              {has('shard') && <td className="num">{node.shard ?? ''}</td>}
              <td className="whitespace-nowrap">{node.zone ?? none}</td>
              {has('state') && (
                <td className="whitespace-nowrap">
                  <State tone={toneOfNode(node)} vendor={node.vendorState ?? undefined}>
                    {node.state === null ? t('notTold') : t(`states.${node.state}`)}
                  </State>
                </td>
              )}
              {has('memoryMb') && (
                <td className="num">{node.memoryMb === null ? '' : <Memory mb={node.memoryMb} />}</td>
              )}
              {has('usedMemoryMb') && (
                <td className="num">{node.usedMemoryMb === null ? '' : <Memory mb={node.usedMemoryMb} />}</td>
              )}
              {has('connections') && (
                <td className="num">{node.connections === null ? '' : <Count value={node.connections} />}</td>
              )}
              {has('address') && (
                <td>
                  <code>{node.address ?? ''}</code>
                </td>
              )}
              {has('version') && (
                <td className="whitespace-nowrap">
                  <code>{node.version ?? ''}</code>
                  {node.newest === false && <span className="text-muted"> · {t('newer')}</span>}
                </td>
              )}
              {has('createdAt') && <td>{node.createdAt === null ? '' : <Moment at={node.createdAt} style="day" />}</td>}
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  )
}
