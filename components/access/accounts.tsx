'use client'

import { useTranslations } from 'next-intl'
import type { DatabaseAccounts, Told } from '@/lib/model/access-lists'
import { Missing } from './missing'

/** As whom clients sign in to an instance. */
export function Accounts({ accounts: { told, missing, operation } }: { accounts: Told<DatabaseAccounts> }) {
  const t = useTranslations('access')
  if (missing) return <Missing missing={missing} operation={operation} />
  if (!told) return null
  if (!told.supported) return <p className="text-text-2">{t('accountsUnsupported')}</p>
  if (told.accounts.length === 0) return <p className="text-text-2">{t('accountsEmpty')}</p>
  return (
    <section className="overflow-x-auto" tabIndex={0} aria-label={t('accountTable')}>
      <table className="tbl flush">
        <thead>
          <tr className="text-left">
            <th>{t('account')}</th>
            <th>{t('may')}</th>
            <th>{t('accountType')}</th>
            <th>{t('accountStatus')}</th>
            <th>{t('description')}</th>
          </tr>
        </thead>
        <tbody>
          {told.accounts.map(({ name, may, privilege, type, status, description }) => (
            <tr key={name}>
              <th scope="row" className="text-left">
                <code>{name}</code>
              </th>
              <td className="whitespace-nowrap">
                {may === 'unknown' ? (privilege ?? t('notTold')) : t(`mays.${may}`)}
              </td>
              <td>{type ?? ''}</td>
              <td>{status ?? ''}</td>
              <td className="wrap-anywhere">{description ?? ''}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  )
}
