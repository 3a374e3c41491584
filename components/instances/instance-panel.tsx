'use client'
import { useQuery } from '@tanstack/react-query'
import Link from 'next/link'
import { useTranslations } from 'next-intl'
import { CloudBadge, EnvBadge } from '@/components/ui/badge'
import { buttonClass, IconButton } from '@/components/ui/button'
import { ProblemBanner } from '@/components/ui/problem'
import { StatusWord } from '@/components/ui/status'
import { Age } from '@/components/ui/time'
import type { Instance, InstanceDetail } from '@/lib/model/instance'
import { instanceQuery } from '@/lib/queries/instance'
import { useBilling, useNetwork, useOwnership, useSpecification } from './fact-groups'
import { Copyable, FactGroup, FactList } from './fact-list'
import { aliasOf, endpointText } from './facts'

/** The chosen instance beside the list, which keeps its place. */
export function InstancePanel({ reference, onClose }: { reference: string; onClose(): void }) {
  const t = useTranslations('instances')
  const { data, error } = useQuery(instanceQuery(reference))
  return (
    <aside
      onKeyDown={(event) => event.key === 'Escape' && onClose()}
      aria-label={data?.instance.name || t('panel.label')}
      className="flex min-h-0 w-[416px] flex-none flex-col border-border border-l bg-surface shadow-[-8px_0_24px_rgb(15_25_35/0.04)]"
    >
      {data ? (
        <Facts row={data.instance} detail={data.detail} onClose={onClose} />
      ) : (
        <div className="grid gap-3 p-4">
          <IconButton icon="close" label={t('panel.close')} onClick={onClose} className="justify-self-end" />
          {error ? <ProblemBanner error={error} /> : [220, 160, 300, 260, 280].map((w) => <Bar key={w} width={w} />)}
        </div>
      )}
    </aside>
  )
}

const Bar = ({ width }: { width: number }) => <span className="skel" style={{ width }} />

function Facts({ row, detail, onClose }: { row: Instance; detail: InstanceDetail | null; onClose(): void }) {
  const t = useTranslations('instances')
  const specification = useSpecification(row, detail)
  const billing = useBilling(row, detail)
  const network = useNetwork(row, detail)
  const ownership = useOwnership(row, detail)
  const alias = aliasOf(row, detail)
  const href = `/instances/${encodeURIComponent(row.ref)}`
  return (
    <>
      <div className="grid gap-1 px-4 pt-3 pb-2.5">
        <div className="flex items-center gap-2">
          <CloudBadge provider={row.provider} />
          <h2 className="truncate font-semibold text-lg" data-tip={row.name}>
            {row.name || row.key.id}
          </h2>
          {alias ? (
            <span className="min-w-0 truncate text-muted" data-tip={alias}>
              {alias}
            </span>
          ) : null}
          <EnvBadge environment={row.environment} />
          <span className="flex-1" />
          <IconButton icon="close" label={t('panel.close')} onClick={onClose} />
        </div>
        <div className="flex min-w-0 items-center gap-2 text-muted text-sm">
          <Copyable text={row.key.id} what={t('columns.id')} />
          <span className="flex-none">{row.key.region}</span>
          <span className="flex-none">{t.rich('read', { age: () => <Age at={row.seenAt} /> })}</span>
        </div>
      </div>
      <section
        className="min-h-0 flex-1 overflow-auto border-border border-t"
        tabIndex={0}
        aria-label={t('panel.facts')}
      >
        <FactGroup title={t('groups.status')}>
          <StatusWord status={row.status} vendor={row.vendorStatus} />
        </FactGroup>
        <FactGroup title={t('groups.endpoints')}>
          {row.endpoints.length === 0 ? <p className="text-muted">{t('endpoints.none')}</p> : null}
          <ul className="grid gap-0.5">
            {row.endpoints.map((endpoint) => (
              <li
                key={`${endpoint.kind} ${endpointText(endpoint)}`}
                className="grid grid-cols-[72px_minmax(0,1fr)] items-center"
              >
                <span className="text-muted">{t(`endpoints.${endpoint.kind}`)}</span>
                <Copyable text={endpointText(endpoint)} what={t('endpoint')} />
              </li>
            ))}
          </ul>
        </FactGroup>
        <FactGroup title={t('groups.specification')}>
          <FactList facts={specification} />
        </FactGroup>
        <FactGroup title={t('groups.billing')}>
          <FactList facts={billing} />
        </FactGroup>
        <FactGroup title={t('groups.network')}>
          <FactList facts={network} />
        </FactGroup>
        <FactGroup title={t('groups.ownership')}>
          <FactList facts={ownership} />
        </FactGroup>
      </section>
      <div className="flex gap-2 border-border border-t px-4 py-2.5">
        <Link href={href} className={buttonClass({ variant: 'primary' })}>
          {t('panel.open')}
        </Link>
        <Link href={`${href}?tab=raw`} className={buttonClass({})}>
          {t('tabs.raw')}
        </Link>
      </div>
    </>
  )
}
