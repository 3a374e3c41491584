'use client'

import { useQuery } from '@tanstack/react-query'
import { useTranslations } from 'next-intl'
import { SettingsTabs } from '@/components/admin/settings/settings-tabs'
import { Page } from '@/components/shell/page'
import { useMe } from '@/components/shell/shell-context'
import { Failed } from '@/components/ui/failed'
import { Skeleton } from '@/components/ui/skeleton'
import { accountsQuery } from '@/lib/queries/accounts'
import { policiesQuery } from '@/lib/queries/changes'
import { settingsQuery } from '@/lib/queries/settings'
import { PoliciesEditor } from './policies-editor'

/** Who must agree to a change: an ordered list, of which the first one that fits decides. */
export function PoliciesPage() {
  const t = useTranslations('admin')
  const me = useMe()
  // What is being edited must not change under the hands of who edits it.
  const { data, error, refetch } = useQuery({ ...policiesQuery(), staleTime: 0, refetchOnWindowFocus: false })
  const accounts = useQuery(accountsQuery)
  const settings = useQuery({ ...settingsQuery, enabled: me.role === 'admin' })
  const environments = [
    ...new Set([
      ...(settings.data?.environments ?? []),
      ...(accounts.data ?? []).map(({ environment }) => environment),
      ...(data?.policies ?? []).flatMap((policy) => policy.environments),
    ]),
  ].filter((name) => name !== '')
  const crumbs =
    me.role === 'admin'
      ? [{ label: t('settings.title'), href: '/settings' }, { label: t('policies.title') }]
      : [{ label: t('policies.title') }]
  return (
    <Page title={t('policies.title')} crumbs={crumbs} scroll={false}>
      <SettingsTabs />
      <div className="page-scroll">
        {error && !data && <Failed error={error} retry={() => refetch()} />}
        {!data && !error && <Skeleton widths={[240]} rows={4} />}
        {data && <PoliciesEditor stored={data} environments={environments} />}
      </div>
    </Page>
  )
}
