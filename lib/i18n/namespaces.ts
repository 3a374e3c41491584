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

/** Parts of the texts of changes that every page needs: the tray names changes and how they stand. */
export const CHANGE_PARTS: readonly string[] = [
  'actions',
  'states',
  'evidence',
  'fields',
  'values',
  'charges',
  'networks',
  'architectures',
  'there',
  'tagOf',
  'orderIs',
  'on',
  'off',
  'empty',
  'gone',
  'never',
  'unknown',
]

/** What the menu of an instance's actions adds, and all that `components/changes/words.ts` says: a page without forms. */
export const MENU_PARTS: readonly string[] = [
  'menu',
  'reasons',
  'toOther',
  'facts',
  'neverAnalysed',
  'ofGroup',
  'params',
  'callOf',
  'orderLooks',
  'comma',
  'senderGone',
]
