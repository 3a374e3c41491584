'use client'

import { useTranslations } from 'next-intl'
import { useState } from 'react'
import { Button } from '@/components/ui/button'
import { Meter } from '@/components/ui/number'
import { Shape } from '@/components/ui/shape'
import { formatMemory, measureText } from '@/lib/i18n/format'
import { type ShardGroup, shardsOf, type TopologyNode } from '@/lib/model/topology'
import { shortName, toneOfNode } from './node-words'

/** So many shards are drawn at first. */
const SOME = 16

/**
 * Nodes by zone: a column of each zone, a row of the proxies and one of each shard, with a line between what holds the same
 * data. The table below says the same in words.
 */
export function NodePicture({ nodes, instance }: { nodes: readonly TopologyNode[]; instance: string }) {
  const t = useTranslations('diagnostics')
  const [all, setAll] = useState(false)
  const zones = zonesOf(nodes)
  const proxies = nodes.filter(({ role }) => role === 'proxy')
  const groups = shardsOf(nodes).flatMap(byRole)
  const shown = all ? groups : groups.slice(0, SOME)
  const rows = [
    ...(proxies.length > 0 ? [{ key: 'proxies', label: t('proxies'), nodes: proxies, linked: false }] : []),
    ...shown.map(({ shard, nodes: own }, index) => ({
      key: `${shard} ${index}`,
      label: shard === null ? t(`roles.${own[0]?.role ?? 'other'}`) : t('shard', { number: shard }),
      nodes: own,
      linked: shard !== null && own.length > 1,
    })),
  ]
  return (
    <figure className="topology">
      <section className="overflow-x-auto" tabIndex={0} aria-label={t('picture')}>
        <div
          role="img"
          aria-label={t('pictureOf', { nodes: nodes.length, zones: zones.length })}
          className="topology-grid"
          style={{ gridTemplateColumns: `max-content repeat(${zones.length}, minmax(132px, 384px))` }}
        >
          <span />
          {zones.map((zone) => (
            <span key={zone} className="topology-zone">
              {zone === '' ? t('zoneUnknown') : zone}
            </span>
          ))}
          {rows.map((row) => (
            <div key={row.key} className="contents">
              <span className="topology-label">{row.label}</span>
              {zones.map((zone, index) => {
                const later = zones.slice(index + 1)
                const onward = row.linked && row.nodes.some((node) => later.includes(node.zone ?? ''))
                return (
                  <span key={zone} className="topology-cell" data-onward={onward || undefined}>
                    {row.nodes
                      .filter((node) => (node.zone ?? '') === zone)
                      .map((node) => (
                        <NodeBox key={node.key} node={node} instance={instance} />
                      ))}
                  </span>
                )
              })}
            </div>
          ))}
        </div>
      </section>
      {groups.length > shown.length && (
        <Button size="small" variant="quiet" onClick={() => setAll(true)}>
          {t('allShards', { count: groups.length - shown.length })}
        </Button>
      )}
    </figure>
  )
}

function NodeBox({ node, instance }: { node: TopologyNode; instance: string }) {
  const t = useTranslations('diagnostics')
  const { memoryMb, usedMemoryMb } = node
  return (
    <span className="topology-node" data-role={node.role}>
      <span className={`flex items-center gap-1.5 st ${toneOfNode(node)}`}>
        <Shape tone={toneOfNode(node)} />
        <b className="truncate text-text">{t(`roles.${node.role}`)}</b>
      </span>
      <code className="truncate text-muted text-xs">{shortName(node.id, instance)}</code>
      {memoryMb !== null && (
        <span className="flex items-center gap-1.5 text-text-2 text-xs">
          {usedMemoryMb !== null && <Meter share={usedMemoryMb / memoryMb} />}
          {measureText(formatMemory(memoryMb))}
        </span>
      )}
    </span>
  )
}

/** Zones in order; an empty text stands for nodes of which none is told. */
function zonesOf(nodes: readonly TopologyNode[]): string[] {
  const zones = [...new Set(nodes.map(({ zone }) => zone ?? ''))]
  // Where the masters are comes first.
  const masters = new Map(
    zones.map((zone) => [zone, nodes.filter((node) => (node.zone ?? '') === zone && node.role === 'master').length]),
  )
  return zones.sort(
    (a, b) =>
      Number(a === '') - Number(b === '') || (masters.get(b) ?? 0) - (masters.get(a) ?? 0) || a.localeCompare(b, 'en'),
  )
}

/** Where nobody told what belongs together, nodes of one role are a row. */
function byRole(group: ShardGroup): ShardGroup[] {
  if (group.shard !== null) return [group]
  const roles = [...new Set(group.nodes.map(({ role }) => role))]
  return roles.map((role) => ({ shard: null, nodes: group.nodes.filter((node) => node.role === role) }))
}
