import type { Sketch } from './build'

type Row = Omit<Sketch, 'service' | 'owner' | 'tags'> & { alias: string; team: string; tier?: string }

/** Alibaba has no field for a second name or an environment: haitang keeps both in tags. */
export const alibabaRows = (owner: string, env: string, list: readonly Row[]): Sketch[] =>
  list.map(({ alias, team, tier, ...row }) => ({
    ...row,
    service: 'alibaba-kvstore',
    owner,
    tags: { app: row.name, team, env, alias, ...(tier ? { tier } : {}) },
  }))

export const hz = { region: 'cn-hangzhou', zone: 'cn-hangzhou-h' }
export const sh = { region: 'cn-shanghai', zone: 'cn-shanghai-g' }
export const bj = { region: 'cn-beijing', zone: 'cn-beijing-f' }
