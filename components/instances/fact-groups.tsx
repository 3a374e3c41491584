'use client'
import { useTranslations } from 'next-intl'
import type { ReactNode } from 'react'
import { useLang } from '@/components/ui/badge'
import { useNow } from '@/components/ui/clock'
import { Memory } from '@/components/ui/number'
import { usePreferences } from '@/components/ui/preferences'
import { Moment } from '@/components/ui/time'
import { formatNumber, zoneName } from '@/lib/i18n/format'
import type { Instance, InstanceDetail } from '@/lib/model/instance'
import { SERVICES } from '@/lib/model/service'
import { type Fact } from './fact-list'
import { daysLeft, endTone, tagText } from './facts'
import { inZone, isWithin } from './maintenance'
import { ENGINE_NAMES } from './words'

const code = (text: string | null | undefined): ReactNode => (text ? <code className="mono">{text}</code> : null)
const number = (value: number | null) => (value === null ? null : formatNumber(value))

/** What the instance is made of. */
export function useSpecification(row: Instance, detail: InstanceDetail | null): Fact[] {
  const t = useTranslations('instances')
  const { memoryMb, shards } = row
  const split = memoryMb !== null && shards !== null && shards > 1
  const list: Fact[] = [
    { name: 'engine', value: [ENGINE_NAMES[row.engine], row.version ?? t('versionNotSaid')].join(' ') },
    { name: 'architecture', value: row.architecture === 'unknown' ? null : t(`arch.${row.architecture}`) },
    { name: 'class', value: code(row.class) },
    {
      name: 'memory',
      value:
        memoryMb === null ? null : (
          <>
            <Memory mb={memoryMb} />
            {split ? (
              <span className="text-muted">
                {t('facts.shardsOf', { count: shards })} <Memory mb={memoryMb / shards} />
              </span>
            ) : null}
          </>
        ),
    },
    { name: 'used', value: row.usedMemoryMb === null ? null : <Memory mb={row.usedMemoryMb} /> },
    { name: 'connections', value: number(row.connections) },
    {
      name: 'bandwidth',
      value: row.bandwidthMbps === null ? null : t('facts.mbits', { value: formatNumber(row.bandwidthMbps) }),
    },
  ]
  if (row.qps !== null) list.push({ name: 'qps', value: number(row.qps) })
  if (row.replicas !== null) list.push({ name: 'replicas', value: number(row.replicas) })
  if (detail?.minorVersion) list.push({ name: 'minorVersion', value: code(detail.minorVersion) })
  return list
}

/** What is paid and until when. */
export function useBilling(row: Instance, detail: InstanceDetail | null): Fact[] {
  const t = useTranslations('instances')
  const { zone } = usePreferences()
  const now = useNow()
  const list: Fact[] = [{ name: 'charge', value: row.chargeType === 'unknown' ? null : t(`charge.${row.chargeType}`) }]
  if (row.expiresAt !== null || row.chargeType === 'subscription') {
    const days = now === 0 ? null : daysLeft(row, { now, zone })
    const tone = endTone(days)
    const color = tone === 'danger' ? 'text-danger' : tone === 'warn' ? 'text-warn' : 'text-muted'
    list.push({
      name: 'ends',
      value:
        row.expiresAt === null ? null : (
          <>
            <Moment at={row.expiresAt} style="date" />{' '}
            {days === null ? null : (
              <span className={color}>
                {days < 0 ? t('facts.daysAgo', { days: -days }) : t('facts.daysLeft', { days })}
              </span>
            )}
          </>
        ),
    })
  }
  if (detail && detail.autoRenew !== null) list.push({ name: 'autoRenew', value: t(`yesNo.${detail.autoRenew}`) })
  list.push({ name: 'created', value: row.createdAt === null ? null : <Moment at={row.createdAt} style="date" /> })
  return list
}

/** Whose it is and where it belongs. */
export function useOwnership(row: Instance, detail: InstanceDetail | null): Fact[] {
  const lang = useLang()
  const list: Fact[] = [
    { name: 'account', value: row.accountName },
    { name: 'service', value: SERVICES[row.key.service][lang] },
    { name: 'environment', value: row.environment || null },
    { name: 'team', value: row.team || null },
  ]
  if (detail?.project) list.push({ name: 'project', value: detail.project.name ?? detail.project.id })
  if (detail?.resourceGroup) list.push({ name: 'resourceGroup', value: code(detail.resourceGroup) })
  if (detail?.description) list.push({ name: 'description', value: detail.description })
  list.push({
    name: 'tags',
    value:
      row.tags.length === 0 ? null : (
        <span className="flex flex-wrap gap-1">
          {row.tags.map((tag) => (
            <span key={tagText(tag)} className="tag">
              {tagText(tag)}
            </span>
          ))}
        </span>
      ),
  })
  return list
}

/** Where it stands in the cloud's network. */
export function useNetwork(row: Instance, detail: InstanceDetail | null): Fact[] {
  const t = useTranslations('instances')
  const list: Fact[] = [
    { name: 'zones', value: row.zones.length > 0 ? row.zones.join(', ') : row.zone },
    { name: 'networkType', value: row.network.type === 'unknown' ? null : t(`network.${row.network.type}`) },
    { name: 'vpc', value: code(row.network.vpcId) },
    { name: 'subnet', value: code(row.network.subnetId) },
  ]
  if (detail?.securityGroup) list.push({ name: 'securityGroup', value: code(detail.securityGroup) })
  if (detail?.securityIps)
    list.push({
      name: 'securityIps',
      value: detail.securityIps.length ? detail.securityIps.join(', ') : t('facts.nobody'),
    })
  return list
}

/** What protects it, and when the cloud may work on it. */
export function useSafety(detail: InstanceDetail | null): Fact[] {
  const t = useTranslations('instances')
  const { zone } = usePreferences()
  const now = useNow()
  const list: Fact[] = []
  if (detail?.maintenance && now !== 0) {
    const window = detail.maintenance
    const offset = zone === 'utc' ? 0 : -new Date(now).getTimezoneOffset()
    const utc = `${inZone(window.startUtc, 0)}\u2009–\u2009${inZone(window.endUtc, 0)} UTC`
    list.push({
      name: 'maintenance',
      value: (
        <>
          {offset === 0
            ? utc
            : `${inZone(window.startUtc, offset)}\u2009–\u2009${inZone(window.endUtc, offset)} ${zoneName(zone)}`}{' '}
          <span className="text-muted">
            {offset === 0 ? '' : `${utc} `}
            {isWithin(window, new Date(now)) ? t('facts.openNow') : ''}
          </span>
        </>
      ),
    })
  }
  if (detail && detail.releaseProtection !== null)
    list.push({ name: 'releaseProtection', value: t(`yesNo.${detail.releaseProtection}`) })
  if (detail && detail.passwordFree !== null)
    list.push({ name: 'passwordFree', value: t(`passwordFree.${detail.passwordFree}`) })
  return list
}
