'use client'

import { useQuery } from '@tanstack/react-query'
import { useTranslations } from 'next-intl'
import { Group } from '@/components/admin/accounts/account-fields'
import { CloudBadge } from '@/components/ui/badge'
import { Check } from '@/components/ui/check'
import type { Scope } from '@/lib/model/access'
import { accountsQuery } from '@/lib/queries/accounts'

interface ScopeEditorProps {
  value: Scope
  onChange: (scope: Scope) => void
  error?: string
}

const NOTHING: Scope = { kind: 'some', accounts: [], environments: [], teams: [] }
const ticked = (list: string[], item: string, on: boolean) =>
  on ? [...list, item] : list.filter((each) => each !== item)
/** What is offered: what there is, and what the scope names already. */
const offered = (there: string[], named: string[]) => [...new Set([...there.filter(Boolean), ...named])].sort()

/** All accounts, or those that match any of some accounts, environments and teams. */
export function ScopeEditor({ value, onChange, error }: ScopeEditorProps) {
  const t = useTranslations('admin.scope')
  const { data: accounts = [] } = useQuery(accountsQuery)
  const some = value.kind === 'some' ? value : undefined
  const known = new Set(accounts.map((account) => account.id))
  const strange = some?.accounts.filter((id) => !known.has(id)) ?? []
  return (
    <Group label={t('label')} error={error}>
      <div className="flex flex-wrap gap-x-6 gap-y-1">
        <Check type="radio" name="scope" label={t('all')} checked={!some} onChange={() => onChange({ kind: 'all' })} />
        <Check type="radio" name="scope" label={t('some')} checked={Boolean(some)} onChange={() => onChange(NOTHING)} />
      </div>
      {some && (
        <div className="grid gap-3 border-border border-l pl-3">
          <Boxes
            label={t('accounts')}
            items={[...accounts.map((account) => account.id), ...strange]}
            chosen={some.accounts}
            onToggle={(item, on) => onChange({ ...some, accounts: ticked(some.accounts, item, on) })}
            draw={(id) => {
              const account = accounts.find((each) => each.id === id)
              return account ? (
                <span className="flex items-center gap-1.5">
                  <CloudBadge provider={account.provider} /> {account.name}
                </span>
              ) : (
                <code>{id}</code>
              )
            }}
          />
          <Boxes
            label={t('environments')}
            items={offered(
              accounts.map((account) => account.environment),
              some.environments,
            )}
            chosen={some.environments}
            onToggle={(item, on) => onChange({ ...some, environments: ticked(some.environments, item, on) })}
          />
          <Boxes
            label={t('teams')}
            items={offered(
              accounts.map((account) => account.team),
              some.teams,
            )}
            chosen={some.teams}
            onToggle={(item, on) => onChange({ ...some, teams: ticked(some.teams, item, on) })}
          />
          <p className="hint">{t('anyHint')}</p>
        </div>
      )}
    </Group>
  )
}

interface BoxesProps {
  label: string
  items: string[]
  chosen: string[]
  onToggle: (item: string, on: boolean) => void
  draw?: (item: string) => React.ReactNode
}

function Boxes({ label, items, chosen, onToggle, draw = (item) => item }: BoxesProps) {
  if (items.length === 0) return null
  return (
    <fieldset className="grid gap-1">
      <legend className="hint mb-0.5">{label}</legend>
      <div className="flex flex-wrap gap-x-5 gap-y-1">
        {items.map((item) => (
          <Check
            key={item}
            label={draw(item)}
            checked={chosen.includes(item)}
            onChange={(event) => onToggle(item, event.target.checked)}
          />
        ))}
      </div>
    </fieldset>
  )
}
