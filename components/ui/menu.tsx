'use client'

import {
  type ComponentProps,
  type KeyboardEvent,
  type ReactNode,
  useEffect,
  useId,
  useLayoutEffect,
  useRef,
  useState,
} from 'react'
import { Icon, type IconName } from './icon'
import { place } from './place'

export interface MenuItem {
  label: ReactNode
  icon?: IconName
  /** Goes there instead of calling `onSelect`. */
  href?: string
  onSelect?: () => void
  /** Why it cannot be chosen: it stays, muted, with this under it. */
  reason?: string
  /** Id of the line of this menu that says why it cannot be chosen, where one says it for many. */
  because?: string
  danger?: boolean
  /** A choice among several: whether it is the present one. */
  checked?: boolean
  shortcut?: string
}

/** One line that opens: what is under it is not worth a line of its own. */
export interface MenuFold {
  fold: string
  items: readonly MenuItem[]
}

export type MenuEntry = MenuItem | MenuFold | 'separator' | { title: ReactNode; id?: string }

interface MenuProps {
  items: readonly MenuEntry[]
  /** Accessible name of the menu. */
  label: string
  align?: 'start' | 'end'
  /** Draws the button; spread what it is given onto a `<button>`. */
  trigger: (props: ComponentProps<'button'> & { 'aria-label'?: string }) => ReactNode
}

/** A menu from a button: arrows, Home, End and first letters move, Esc closes, focus returns to the button. */
export function Menu({ items, label, align = 'start', trigger }: MenuProps) {
  const id = useId()
  const menu = useRef<HTMLDivElement>(null)
  const button = useRef<HTMLButtonElement>(null)
  const [open, setOpen] = useState(false)
  const options = () => [...(menu.current?.querySelectorAll<HTMLElement>('.menu-item') ?? [])]

  const toggled = (isOpen: boolean) => {
    setOpen(isOpen)
    if (!isOpen || !menu.current || !button.current) return
    place(menu.current, button.current, align)
    // Without items yet it has the focus itself: arrows then go to those that come.
    const first = options()[0] ?? menu.current
    first.focus()
  }
  // Once its items are drawn, and when more came: before, it is narrower, and would run over the window's edge.
  useLayoutEffect(() => {
    if (open && menu.current && button.current) place(menu.current, button.current, align)
  })
  // The button works by itself before the page's scripts do: what was opened then is open, and nobody told.
  // biome-ignore lint/correctness/useExhaustiveDependencies: once, when it comes alive
  useEffect(() => {
    if (menu.current?.matches(':popover-open')) toggled(true)
  }, [])
  const close = () => {
    menu.current?.hidePopover()
    button.current?.focus()
  }
  const choose = (item: MenuItem) => {
    if (item.reason || item.because) return
    close()
    item.onSelect?.()
  }
  const key = (event: KeyboardEvent) => {
    const all = options()
    const at = all.indexOf(document.activeElement as HTMLElement) // -1 when it is something else
    const go = (to: number) => {
      event.preventDefault()
      all[(to + all.length) % all.length]?.focus()
    }
    if (event.key === 'ArrowDown') go(at + 1)
    else if (event.key === 'ArrowUp') go(at - 1)
    else if (event.key === 'Home') go(0)
    else if (event.key === 'End') go(all.length - 1)
    else if (event.key === 'Tab') close()
    else if (event.key.length === 1 && !event.ctrlKey && !event.metaKey && event.key !== ' ') {
      const letter = event.key.toLowerCase()
      const next = [...all.slice(at + 1), ...all.slice(0, at + 1)]
      next.find((option) => option.textContent?.trim().toLowerCase().startsWith(letter))?.focus()
    }
    event.stopPropagation()
  }

  return (
    <>
      {trigger({
        ref: button,
        type: 'button',
        popoverTarget: id,
        'aria-haspopup': 'menu',
        'aria-expanded': open,
        'aria-controls': id,
      })}
      <div
        ref={menu}
        id={id}
        popover="auto"
        role="menu"
        aria-label={label}
        tabIndex={-1}
        className="menu"
        onToggle={(event) => toggled(event.newState === 'open')}
        onKeyDown={key}
      >
        {open &&
          items.map((item, index) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: a menu does not change while it is open
            <Entry key={index} item={item} choose={choose} />
          ))}
      </div>
    </>
  )
}

function Fold({ fold: { fold, items }, choose }: { fold: MenuFold; choose: (item: MenuItem) => void }) {
  const [open, setOpen] = useState(false)
  return (
    <>
      <button
        type="button"
        role="menuitem"
        tabIndex={-1}
        className="menu-item"
        aria-expanded={open}
        onClick={() => setOpen(!open)}
      >
        <span className="flex-1">{fold}</span>
        <Icon name="down" size="sm" className={open ? 'rotate-180' : ''} />
      </button>
      {open &&
        items.map((item, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: a menu does not change while it is open
          <Entry key={index} item={item} choose={choose} />
        ))}
    </>
  )
}

function Entry({ item, choose }: { item: MenuEntry; choose: (item: MenuItem) => void }) {
  if (item === 'separator') return <div className="menu-sep" role="separator" />
  if ('title' in item) {
    return (
      <div className="menu-label" id={item.id}>
        {item.title}
      </div>
    )
  }
  if ('fold' in item) return <Fold fold={item} choose={choose} />
  const role = item.checked === undefined ? 'menuitem' : 'menuitemradio'
  const content = (
    <>
      {item.checked !== undefined && <Icon name="check" className={item.checked ? '' : 'invisible'} />}
      {item.icon && <Icon name={item.icon} className="text-muted" />}
      <span className="flex-1">{item.label}</span>
      {item.reason && <small>{item.reason}</small>}
      {item.shortcut && <kbd>{item.shortcut}</kbd>}
    </>
  )
  const common = {
    role,
    tabIndex: -1,
    className: `menu-item${item.danger ? ' danger' : ''}`,
    'aria-checked': item.checked,
    'aria-describedby': item.because,
  }
  const isOff = Boolean(item.reason || item.because)
  if (item.href && !isOff) {
    return (
      <a {...common} href={item.href} onClick={() => choose(item)}>
        {content}
      </a>
    )
  }
  return (
    <button {...common} type="button" aria-disabled={isOff || undefined} onClick={() => choose(item)}>
      {content}
    </button>
  )
}
