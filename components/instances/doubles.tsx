'use client'
import Link from 'next/link'
import { useTranslations } from 'next-intl'
import { useId, useRef, useState } from 'react'
import { place } from '@/components/ui/place'
import type { CloudHealth } from '@/lib/model/fleet'
import { accountsAddress } from './list-address'

/** Instances that stand in the list once for each of two accounts that see them; opens the list of all such pairs. */
export function Doubles({ health }: { health: CloudHealth }) {
  const t = useTranslations('instances')
  const id = useId()
  const popup = useRef<HTMLFieldSetElement>(null)
  const button = useRef<HTMLButtonElement>(null)
  const [open, setOpen] = useState(false)
  const [first] = health.doubles
  if (!first) return null
  const nameOf = (account: string) => health.accounts.find((each) => each.id === account)?.name ?? account
  const [a, b] = first.accountIds.map(nameOf)
  const count = health.doubles.reduce((sum, pair) => sum + pair.count, 0)
  return (
    <>
      <button
        ref={button}
        type="button"
        popoverTarget={id}
        aria-expanded={open}
        className="text-left text-warn hover:underline"
      >
        {t('totals.doubles', { count, a: a ?? '', b: b ?? '', more: health.doubles.length - 1 })}
      </button>
      <fieldset
        ref={popup}
        id={id}
        popover="auto"
        aria-label={t('totals.doublesLabel')}
        className="menu"
        onToggle={(event) => {
          setOpen(event.newState === 'open')
          if (event.newState === 'open' && popup.current && button.current) place(popup.current, button.current)
        }}
      >
        {health.doubles.map(({ accountIds, count: each }) => (
          <Link
            key={accountIds.join()}
            href={`/instances?${accountsAddress(accountIds.map(nameOf))}`}
            className="menu-item"
            onClick={() => popup.current?.hidePopover()}
          >
            <span className="min-w-0 flex-1 wrap-anywhere">{accountIds.map(nameOf).join(t('totals.doublesAnd'))}</span>
            <span className="text-muted text-sm">{each}</span>
          </Link>
        ))}
      </fieldset>
    </>
  )
}
