'use client'
import Link from 'next/link'
import { useTranslations } from 'next-intl'
import type { ReactNode } from 'react'
import { useValueWord } from '@/components/instances/words'
import { CloudBadge } from '@/components/ui/badge'
import { Memory } from '@/components/ui/number'
import { formatNumber } from '@/lib/i18n/format'
import type { Overview } from '@/lib/model/fleet'
import { addValue, formatQuery, parseQuery } from '@/lib/model/query'
import type { Field } from '@/lib/model/query-fields'
import { PROVIDERS, type ProviderId } from '@/lib/model/service'

interface Line {
  key: string
  name: ReactNode
  count: number
  beside?: ReactNode
  /** The filters whose list this line counts. */
  filter: readonly [Field, string][]
}

const SHOWN = 10

/** The list of instances with these values. */
function listOf(filter: readonly [Field, string][]): string {
  const query = filter.reduce((sum, [field, value]) => addValue(sum, field, value), parseQuery(''))
  return `/instances?q=${encodeURIComponent(formatQuery(query))}`
}

const providerOf = (id: string): ProviderId | undefined => PROVIDERS.find((provider) => provider === id)

/** The fleet counted by cloud, status, engine, environment and region; each line leads to its instances. */
export function Counts({ overview }: { overview: Overview }) {
  const t = useTranslations('overview')
  const wordOf = useValueWord()
  const badge = (id: string) => {
    const provider = providerOf(id)
    return provider ? <CloudBadge provider={provider} /> : null
  }
  const groups: { title: string; lines: Line[] }[] = [
    {
      title: t('by.provider'),
      lines: overview.byProvider.map(({ provider, count, memoryMb }) => ({
        key: provider,
        name: (
          <>
            {badge(provider)} {wordOf('provider', provider) ?? provider}
          </>
        ),
        count,
        beside: memoryMb > 0 ? <Memory mb={memoryMb} /> : null,
        filter: [['provider', provider]],
      })),
    },
    {
      title: t('by.status'),
      lines: overview.byStatus.map(({ status, count }) => ({
        key: status,
        name: wordOf('status', status) ?? status,
        count,
        filter: [['status', status]],
      })),
    },
    {
      title: t('by.engine'),
      lines: overview.byEngine.map(({ engine, version, count }) => ({
        key: `${engine} ${version}`,
        name: `${wordOf('engine', engine) ?? engine} ${version ?? t('noVersion')}`,
        count,
        filter: [
          ['engine', engine],
          ['version', version ?? ''],
        ],
      })),
    },
    {
      title: t('by.environment'),
      lines: overview.byEnvironment.map(({ environment, count }) => ({
        key: environment,
        name: environment || t('none'),
        count,
        filter: [['env', environment]],
      })),
    },
    {
      title: t('by.region'),
      lines: overview.byRegion.map(({ provider, region, count }) => ({
        key: `${provider} ${region}`,
        name: (
          <>
            {badge(provider)} {region}
          </>
        ),
        count,
        filter: [
          ['provider', provider],
          ['region', region],
        ],
      })),
    },
  ]
  return (
    <div className="gap-x-10 px-gut wide:columns-2 full:columns-3">
      {groups.map(({ title, lines }) => (
        <Group key={title} title={title} lines={lines} total={overview.total} />
      ))}
    </div>
  )
}

function Group({ title, lines, total }: { title: string; lines: readonly Line[]; total: number }) {
  const t = useTranslations('overview')
  return (
    <section className="min-w-0 break-inside-avoid pt-4">
      <h2 className="section-title pb-1">{title}</h2>
      <ul>
        {lines.slice(0, SHOWN).map((line) => (
          <li key={line.key} className="border-border border-t">
            <Link
              href={listOf(line.filter)}
              prefetch={false}
              className="flex min-h-8 items-center gap-3 text-text no-underline hover:bg-hover hover:no-underline"
            >
              <span className="flex min-w-0 flex-1 items-center gap-2 truncate">{line.name}</span>
              {line.beside ? <span className="text-muted">{line.beside}</span> : null}
              <span className="bar" aria-hidden="true">
                <i style={{ width: `${total > 0 ? Math.max(2, Math.round((line.count / total) * 100)) : 0}%` }} />
              </span>
              <span className="w-12 flex-none text-right">{formatNumber(line.count)}</span>
            </Link>
          </li>
        ))}
      </ul>
      {lines.length > SHOWN ? (
        <p className="pt-1 text-muted text-sm">{t('more', { count: lines.length - SHOWN })}</p>
      ) : null}
    </section>
  )
}
