'use client'

import { useTranslations } from 'next-intl'
import { State, StatusWord } from '@/components/ui/status'
import type { Instance } from '@/lib/model/instance'
import { shardsOf, type TopologyFindings, type TopologyNode } from '@/lib/model/topology'
import { shortName } from './node-words'

interface NodeFindingsProps {
  row: Instance
  nodes: readonly TopologyNode[]
  findings: TopologyFindings
}

const MOST_NAMED = 4

/** What matters of a layout, in sentences: how much there is and where, then what would not survive. */
export function NodeFindings({ row, nodes, findings }: NodeFindingsProps) {
  const t = useTranslations('diagnostics')
  const count = (role: TopologyNode['role']) => nodes.filter((node) => node.role === role).length
  const shards = shardsOf(nodes).filter(({ shard }) => shard !== null).length
  const named = (ids: readonly (string | number)[]) =>
    ids.length > MOST_NAMED
      ? t('andMore', { first: ids.slice(0, MOST_NAMED).join(', '), count: ids.length - MOST_NAMED })
      : ids.join(', ')
  const parts = (['proxy', 'master', 'replica', 'readonly', 'other'] as const)
    .filter((role) => count(role) > 0)
    .map((role) => t(`counts.${role}`, { count: count(role) }))
  return (
    <div className="grid gap-1.5">
      <p className="text-lg" data-topology="">
        {t('layout', { parts: parts.join(t('join')), zones: findings.zones.length })}{' '}
        {findings.zones.length > 0 && <span className="text-text-2">{findings.zones.join(' · ')}</span>}
      </p>
      <ul className="grid gap-1">
        {findings.notRunning.length > 0 && (
          <li>
            <State tone="warn">
              {t('notRunning', {
                count: findings.notRunning.length,
                nodes: named(findings.notRunning.map(({ id }) => shortName(id, row.key.id))),
              })}
            </State>
          </li>
        )}
        {findings.alone.length > 0 && (
          <li>
            <State tone="warn">
              {t('alone', {
                count: findings.alone.length,
                all: String(findings.alone.length === shards),
                shards: named(findings.alone),
              })}
            </State>
          </li>
        )}
        {(findings.allInOneZone || findings.inOneZone.length > 0) && (
          <li>
            <State tone="warn">
              {t('inOneZone', {
                count: findings.inOneZone.length,
                all: String(findings.allInOneZone || findings.inOneZone.length === shards),
                shards: named(findings.inOneZone),
              })}
            </State>
          </li>
        )}
        {findings.mastersIn.length > 1 && (
          <li>
            <State tone="info">{t('mastersApart', { zones: findings.mastersIn.join(', ') })}</State>
          </li>
        )}
        {findings.outdated.length > 0 && (
          <li>
            <State tone="info">{t('outdated', { count: findings.outdated.length })}</State>
          </li>
        )}
      </ul>
      {nodes.every(({ state }) => state === null) && (
        <p className="flex flex-wrap items-center gap-2 text-muted text-sm">
          {t('noStates')} <StatusWord status={row.status} vendor={row.vendorStatus} />
        </p>
      )}
    </div>
  )
}
