'use client'

import { useQuery } from '@tanstack/react-query'
import { useTranslations } from 'next-intl'
import { Page } from '@/components/shell/page'
import { useMe } from '@/components/shell/shell-context'
import { Banner } from '@/components/ui/banner'
import { Failed } from '@/components/ui/failed'
import { Skeleton } from '@/components/ui/skeleton'
import { accountQuery, providersQuery } from '@/lib/queries/accounts'
import { AccountForm } from './account-form'

/** The page that adds an account. */
export function NewAccount() {
  const t = useTranslations('admin.accounts')
  const crumbs = [{ label: t('title'), href: '/accounts' }, { label: t('add') }]
  const providers = useQuery(providersQuery)
  return (
    <Editor title={t('add')} crumbs={crumbs} error={providers.error} retry={() => providers.refetch()}>
      {providers.data && <AccountForm providers={providers.data} />}
    </Editor>
  )
}

/** The page that edits one. It starts from what is stored now, not from what a list had. */
export function EditAccount({ id }: { id: string }) {
  const t = useTranslations('admin.accounts')
  const providers = useQuery(providersQuery)
  const account = useQuery({ ...accountQuery(id), staleTime: 0, refetchOnWindowFocus: false })
  const name = account.data?.name ?? id
  const crumbs = [
    { label: t('title'), href: '/accounts' },
    { label: name, href: `/accounts/${id}` },
    { label: t('edit') },
  ]
  return (
    <Editor
      title={t('editTitle', { name })}
      crumbs={crumbs}
      error={account.error ?? providers.error}
      retry={() => Promise.all([account.refetch(), providers.refetch()])}
    >
      {providers.data && account.data && account.isFetchedAfterMount && (
        <AccountForm key={id} providers={providers.data} account={account.data} />
      )}
    </Editor>
  )
}

interface EditorProps {
  title: string
  crumbs: { label: string; href?: string }[]
  error: unknown
  retry: () => void
  children: React.ReactNode
}

function Editor({ title, crumbs, error, retry, children }: EditorProps) {
  const roles = useTranslations('admin.roles')
  const me = useMe()
  return (
    <Page title={title} crumbs={crumbs}>
      {me.role !== 'admin' ? (
        <div className="px-gut">
          <Banner tone="info" title={roles('needAdmin')} />
        </div>
      ) : (
        <>
          {Boolean(error) && <Failed error={error} retry={retry} />}
          {children || (!error && <Skeleton widths={[240]} rows={6} />)}
        </>
      )}
    </Page>
  )
}
