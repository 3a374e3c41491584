import type { IconName } from '@/components/ui/icon'
import type { Role } from '@/lib/model/access'

export interface NavItem {
  key:
    | 'overview'
    | 'instances'
    | 'slow'
    | 'backups'
    | 'parameters'
    | 'changes'
    | 'costs'
    | 'operations'
    | 'accounts'
    | 'users'
    | 'audit'
    | 'settings'
  href: string
  icon: IconName
  /** Second letter after `g`. */
  letter: string
  /** Least role that finds something there. */
  role: Role
}

/** The pages of the navigation; those under the heading are for admins. Only pages that exist. */
export const MAIN_ITEMS = [
  { key: 'overview', href: '/', icon: 'overview', letter: 'o', role: 'viewer' },
  { key: 'instances', href: '/instances', icon: 'instances', letter: 'i', role: 'viewer' },
  { key: 'slow', href: '/slow', icon: 'clock', letter: 'l', role: 'viewer' },
  { key: 'backups', href: '/backups', icon: 'backups', letter: 'b', role: 'viewer' },
  { key: 'parameters', href: '/templates', icon: 'columns', letter: 'r', role: 'viewer' },
  { key: 'changes', href: '/changes', icon: 'changes', letter: 'h', role: 'viewer' },
  { key: 'costs', href: '/costs', icon: 'costs', letter: 'm', role: 'viewer' },
  { key: 'operations', href: '/operations', icon: 'prompt', letter: 'p', role: 'viewer' },
  { key: 'accounts', href: '/accounts', icon: 'cloud', letter: 'c', role: 'viewer' },
] as const satisfies readonly NavItem[]

export const ADMIN_ITEMS = [
  { key: 'users', href: '/users', icon: 'users', letter: 'u', role: 'admin' },
  { key: 'audit', href: '/audit', icon: 'audit', letter: 'a', role: 'admin' },
  { key: 'settings', href: '/settings', icon: 'settings', letter: 's', role: 'admin' },
] as const satisfies readonly NavItem[]

export const NAV_ITEMS: readonly NavItem[] = [...MAIN_ITEMS, ...ADMIN_ITEMS]

/** Questions that are asked often, as addresses of lists. */
export const VIEWS = [
  { key: 'ending', href: '/instances?q=expires:%3C30d&sort=expires', icon: 'clock' },
  { key: 'noBackup', href: '/backups?q=-backup:%3C24h+-coverage:none,unknown', icon: 'backups' },
] as const satisfies readonly { key: string; href: string; icon: IconName }[]

export const isCurrent = (href: string, path: string) =>
  href === '/' ? path === '/' : path === href || path.startsWith(`${href}/`)
