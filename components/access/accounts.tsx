'use client'

import { useTranslations } from 'next-intl'
import { buttonClass } from '@/components/ui/button'
import { Icon } from '@/components/ui/icon'
import { Menu } from '@/components/ui/menu'
import type { DatabaseAccount, DatabaseAccounts, Told } from '@/lib/model/access-lists'
import type { ActionId } from '@/lib/model/action'
import { ChangeLink, planHref, useWhyNot } from './change-link'
import { Missing } from './missing'

/** What can be done with one account, in the order of its menu. */
const STEPS = ['account-grant', 'account-description', 'account-password', 'account-reset', 'account-delete'] as const

interface AccountsProps {
  reference: string
  accounts: Told<DatabaseAccounts>
}

/** As whom clients sign in to an instance, and how that is changed. */
export function Accounts({ reference, accounts: { told, missing, operation } }: AccountsProps) {
  const t = useTranslations('access')
  const create = (
    <p className="pt-1.5">
      <ChangeLink reference={reference} action="account-create">
        {t('createAccount')}
      </ChangeLink>
    </p>
  )
  if (missing) return <Missing missing={missing} operation={operation} />
  if (!told) return null
  if (!told.supported) return <p className="text-text-2">{t('accountsUnsupported')}</p>
  if (told.accounts.length === 0)
    return (
      <>
        <p className="text-text-2">{t('accountsEmpty')}</p>
        {create}
      </>
    )
  return (
    <>
      <section className="overflow-x-auto" tabIndex={0} aria-label={t('accountTable')}>
        <table className="tbl flush stack">
          <thead>
            <tr className="text-left">
              <th>{t('account')}</th>
              <th>{t('may')}</th>
              <th>{t('accountType')}</th>
              <th>{t('accountStatus')}</th>
              <th>{t('description')}</th>
              <th>
                <span className="sr-only">{t('actions')}</span>
              </th>
            </tr>
          </thead>
          <tbody>
            {told.accounts.map((account) => (
              <tr key={account.name}>
                <th scope="row" className="text-left">
                  <code>{account.name}</code>
                </th>
                <td className="whitespace-nowrap" data-name={t('may')}>
                  {account.may === 'unknown' ? (account.privilege ?? t('notTold')) : t(`mays.${account.may}`)}
                </td>
                <td data-name={account.type ? t('accountType') : undefined}>{account.type ?? ''}</td>
                <td data-name={account.status ? t('accountStatus') : undefined}>{account.status ?? ''}</td>
                <td className="wrap-anywhere">{account.description ?? ''}</td>
                <td className="num">
                  <AccountMenu reference={reference} account={account} />
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </section>
      {create}
    </>
  )
}

/** What is known of the account already is filled in: the other permission, the present description. */
const paramsOf = (action: ActionId, { name, may, description }: DatabaseAccount): Record<string, string> => ({
  account: name,
  ...(action === 'account-grant' && may !== 'unknown' ? { may: may === 'read' ? 'read-write' : 'read' } : {}),
  ...(action === 'account-description' && description ? { description } : {}),
})

function AccountMenu({ reference, account }: { reference: string; account: DatabaseAccount }) {
  const t = useTranslations('access')
  const changes = useTranslations('changes')
  const { isOffered, whyNot } = useWhyNot(reference)
  return (
    <Menu
      label={t('changeOf', { name: account.name })}
      align="end"
      items={STEPS.filter(isOffered).map((action) => ({
        label: changes('menu.opens', { action: changes(`actions.${action}`) }),
        reason: whyNot(action),
        danger: action === 'account-delete',
        href: planHref(reference, action, paramsOf(action, account)),
      }))}
      trigger={(props) => (
        <button
          {...props}
          className={buttonClass({ size: 'small' })}
          aria-label={t('changeOf', { name: account.name })}
        >
          {t('change')}
          <Icon name="down" size="sm" />
        </button>
      )}
    />
  )
}
