/** One message file per subject and language: `messages/<locale>/<namespace>.json`. */
export const NAMESPACES = [
  'ui',
  'shell',
  'status',
  'problems',
  'auth',
  'admin',
  'instances',
  'overview',
  'operations',
  'changes',
  'batches',
  'tray',
  'wizard',
  'offers',
  'rates',
  'billing',
  'access',
  'create',
  'backups',
  'parameters',
  'hazards',
  'templates',
  'monitoring',
  'slowLog',
  'prices',
  'renewals',
  'sizing',
  'reports',
  'costs',
  'diagnostics',
  'logs',
] as const
export type Namespace = (typeof NAMESPACES)[number]

/** What every page may need in the browser: controls, the shell, status words and problems. */
export const BASE_NAMESPACES = ['ui', 'shell', 'status', 'problems', 'tray'] as const satisfies readonly Namespace[]
