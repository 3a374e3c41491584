'use client'

import { useQuery } from '@tanstack/react-query'
import { useSearchParams } from 'next/navigation'
import { useTranslations } from 'next-intl'
import { useState } from 'react'
import { Page } from '@/components/shell/page'
import { Empty } from '@/components/ui/empty'
import { Field } from '@/components/ui/field'
import { Select } from '@/components/ui/input'
import { ProblemBanner } from '@/components/ui/problem'
import { Skeleton } from '@/components/ui/skeleton'
import { parameterDefaultsQuery, parameterGroupQuery, parameterGroupsQuery } from '@/lib/queries/parameter-groups'
import { GroupEditor } from './group-editor'
import { type GroupPlaceOnPage, groupsHref } from './hrefs'

/** One parameter group with its values; a new one from the defaults of a version, or from another group. */
export function ParameterGroupPage() {
  const t = useTranslations('templates.groups')
  const templates = useTranslations('templates')
  const search = useSearchParams()
  const [accountId, region, zone] = ['account', 'region', 'zone'].map((name) => search.get(name) ?? '')
  const [group, source] = [search.get('group'), search.get('source')]
  const place = accountId && region && zone ? { accountId, region, zone } : undefined
  const title = t(group ? 'one' : source ? 'copyTitle' : 'makeTitle')
  return (
    <Page
      title={title}
      crumbs={[
        { label: templates('title'), href: '/templates' },
        { label: t('title'), href: place ? groupsHref(place) : '/templates/groups' },
        { label: title },
      ]}
      beside={<span className="min-w-0 max-w-96 truncate text-lg text-muted">{zone}</span>}
    >
      {!place ? (
        <Empty title={t('nowhere')} />
      ) : group || source ? (
        <Told key={group ?? source} place={place} id={group ?? source ?? ''} isCopy={group === null} />
      ) : (
        <Fresh place={place} />
      )}
    </Page>
  )
}

function Told({ place, id, isCopy }: { place: GroupPlaceOnPage; id: string; isCopy: boolean }) {
  const { data, error } = useQuery(parameterGroupQuery(place.accountId, place.region, place.zone, id))
  if (error && !data) return <ProblemBanner error={error} className="m-gut" />
  if (!data) return <Skeleton widths={[220, 260, 160]} rows={10} />
  return (
    <GroupEditor
      key={data.updated ?? id}
      place={place}
      told={data}
      {...(isCopy ? { copyOf: data, version: data.version } : { group: data, version: data.version })}
    />
  )
}

function Fresh({ place }: { place: GroupPlaceOnPage }) {
  const t = useTranslations('templates.groups')
  const groups = useQuery(parameterGroupsQuery(place.accountId, place.region))
  const [chosen, setChosen] = useState<string>()
  const versions = groups.data?.versions ?? []
  const version = chosen ?? versions.at(-1)
  const { data, error } = useQuery({
    ...parameterDefaultsQuery(place.accountId, place.region, place.zone, version ?? ''),
    enabled: version !== undefined,
  })
  if (groups.error && !groups.data) return <ProblemBanner error={groups.error} className="m-gut" />
  return (
    <>
      <div className="px-gut pt-2.5">
        <Field label={t('version')} hint={t('versionHint')} className="max-w-60">
          {(control) => (
            <Select {...control} value={version ?? ''} onChange={({ target }) => setChosen(target.value)}>
              {versions.map((one) => (
                <option key={one}>{one}</option>
              ))}
            </Select>
          )}
        </Field>
      </div>
      {error && !data ? <ProblemBanner error={error} className="m-gut" /> : null}
      {!data && !error ? <Skeleton widths={[220, 260, 160]} rows={10} /> : null}
      {data && <GroupEditor key={version} place={place} told={data} version={version ?? null} />}
    </>
  )
}
