const CHINA_MS = 8 * 3_600_000

/** `2021-09-03 10:58:20`, China time. */
export const china = (ms: number) => new Date(ms + CHINA_MS).toISOString().slice(0, 19).replace('T', ' ')
