/** The colour of a part of a stacked chart by its place; what belongs to nobody, and the rest, is grey. */
export const colorOf = (key: string | null, order: number): string =>
  key === null || key === '' || order > 6 ? 'var(--s8)' : `var(--s${order + 1})`
