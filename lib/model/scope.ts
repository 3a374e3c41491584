import type { Scope } from './access'

/** True for a scope of some accounts that names none: whoever has it sees nothing. */
export const grantsNothing = (scope: Scope): boolean =>
  scope.kind === 'some' && ![...scope.accounts, ...scope.environments, ...scope.teams].some((item) => item !== '')
