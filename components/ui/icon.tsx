import { cx } from './cx'

/** 16 px line icons; a dot is a round-capped line of no length. */
const PATHS = {
  overview: 'M2.5 7.5 8 3l5.5 4.5V13h-11zM6.5 13V9.5h3V13',
  instances:
    'M3.5 2.5h9a1 1 0 0 1 1 1V6a1 1 0 0 1-1 1h-9a1 1 0 0 1-1-1V3.5a1 1 0 0 1 1-1zM3.5 9h9a1 1 0 0 1 1 1v2.5a1 1 0 0 1-1 1h-9a1 1 0 0 1-1-1V10a1 1 0 0 1 1-1zM5 4.75h.01M5 11.25h.01',
  backups: 'M2.5 3h11v3h-11zM3.5 6v7h9V6M6.5 8.5h3',
  changes: 'M2.5 5.5h10M10 3l2.5 2.5L10 8M13.5 10.5h-10M6 8l-2.5 2.5L6 13',
  costs: 'M3 13V9M6.3 13V6.5M9.7 13V8M13 13V3.5',
  cloud: 'M4.8 12.5a2.8 2.8 0 0 1-.3-5.6 3.6 3.6 0 0 1 7-.4 3 3 0 0 1-.3 6z',
  users:
    'M6 7.5a2.25 2.25 0 1 0 0-4.5 2.25 2.25 0 0 0 0 4.5zM2 13c.3-2.2 1.9-3.5 4-3.5s3.7 1.3 4 3.5M10.5 3.4a2.1 2.1 0 0 1 0 4M11.8 9.8c1.3.5 2.1 1.6 2.3 3.2',
  user: 'M8 7.5A2.25 2.25 0 1 0 8 3a2.25 2.25 0 0 0 0 4.5zM3.5 13.5c.4-2.5 2.2-3.8 4.5-3.8s4.1 1.3 4.5 3.8',
  audit: 'M4 2.5h5.5L12 5v8.5H4zM6.5 8h3M6.5 10.5h3',
  settings:
    'M8 6a2 2 0 1 0 0 4 2 2 0 0 0 0-4zM8 2v2M8 12v2M2 8h2M12 8h2M3.8 3.8l1.4 1.4M10.8 10.8l1.4 1.4M12.2 3.8l-1.4 1.4M5.2 10.8l-1.4 1.4',
  search: 'M7 3a4 4 0 1 0 0 8 4 4 0 0 0 0-8zM10 10l3.5 3.5',
  'zoom-out': 'M7 3a4 4 0 1 0 0 8 4 4 0 0 0 0-8zM10 10l3.5 3.5M5.2 7h3.6',
  plus: 'M8 3.5v9M3.5 8h9',
  minus: 'M3.5 8h9',
  close: 'm4 4 8 8M12 4l-8 8',
  check: 'm3.5 8.5 3 3 6-7',
  down: 'm5 6.5 3 3 3-3',
  up: 'm5 9.5 3-3 3 3',
  left: 'm9.5 5-3 3 3 3',
  right: 'm6.5 5 3 3-3 3',
  copy: 'M6.5 5.5h6a1 1 0 0 1 1 1v6a1 1 0 0 1-1 1h-6a1 1 0 0 1-1-1v-6a1 1 0 0 1 1-1zM10.5 3.5v-1h-7a1 1 0 0 0-1 1v7h1',
  refresh: 'M13 8a5 5 0 1 1-1.5-3.5L13 6M13 2.5V6H9.5',
  columns: 'M3.5 3h9a1 1 0 0 1 1 1v8a1 1 0 0 1-1 1h-9a1 1 0 0 1-1-1V4a1 1 0 0 1 1-1zM6.2 3v10M9.8 3v10',
  download: 'M8 3v7M5 7.5 8 10.5l3-3M3 13h10',
  external: 'M6.5 3.5h-3v9h9v-3M9 3h4v4M13 3 7.5 8.5',
  menu: 'M2.5 4.5h11M2.5 8h11M2.5 11.5h11',
  more: 'M3.5 8h.01M8 8h.01M12.5 8h.01',
  eye: 'M2 8s2.2-4 6-4 6 4 6 4-2.2 4-6 4-6-4-6-4zM8 6.2a1.8 1.8 0 1 0 0 3.6 1.8 1.8 0 0 0 0-3.6z',
  'eye-off':
    'M6.3 4.3A6 6 0 0 1 8 4c3.8 0 6 4 6 4a11 11 0 0 1-1.7 2.2M9.7 11.7A6 6 0 0 1 8 12c-3.8 0-6-4-6-4a11 11 0 0 1 1.7-2.2M2.5 2.5l11 11',
  key: 'M5.5 8a2.5 2.5 0 1 0 0 5 2.5 2.5 0 0 0 0-5zM7.5 8.5l5-5M10.5 5.5l1.8 1.8',
  lock: 'M4 7.5h8v5.5H4zM5.5 7.5V5.5a2.5 2.5 0 0 1 5 0v2',
  pause: 'M5.5 4v8M10.5 4v8',
  play: 'M5 3.5v9l7-4.5z',
  edit: 'm10.5 3 2.5 2.5L6 12.5l-3 .5.5-3z',
  trash: 'M3 4.5h10M6.5 4.5V3h3v1.5M4.5 4.5l.5 8.5h6l.5-8.5',
  filter: 'M2.5 4h11M4.5 8h7M6.5 12h3',
  clock: 'M8 2.5a5.5 5.5 0 1 0 0 11 5.5 5.5 0 0 0 0-11zM8 4.8V8l2.2 1.6',
  globe: 'M8 2.5a5.5 5.5 0 1 0 0 11 5.5 5.5 0 0 0 0-11zM2.5 8h11M8 2.5c4 3.5 4 7.5 0 11c-4-3.5-4-7.5 0-11z',
  link: 'M6.5 9.5l3-3M7.5 4.5l1-1a2.8 2.8 0 0 1 4 4l-1 1M8.5 11.5l-1 1a2.8 2.8 0 0 1-4-4l1-1',
  'sign-out': 'M6.5 3h-3v10h3M7 8h6.5M11 5.5 13.5 8 11 10.5',
  keyboard: 'M2.5 4.5h11v7h-11zM5 7h.01M8 7h.01M11 7h.01M5.5 9.5h5',
  prompt: 'm3 4 3.5 4L3 12M8.5 12H13',
  sidebar: 'M3.5 3h9a1 1 0 0 1 1 1v8a1 1 0 0 1-1 1h-9a1 1 0 0 1-1-1V4a1 1 0 0 1 1-1zM6 3v10',
} as const

export type IconName = keyof typeof PATHS | 'theme'

/** Decoration only: what it means stands beside it in words, or in the label of its button. */
export function Icon({ name, size, className }: { name: IconName; size?: 'sm' | 'xs'; className?: string }) {
  return (
    <svg className={cx('icon', size, className)} viewBox="0 0 16 16" aria-hidden="true">
      {name === 'theme' ? (
        <>
          <circle cx="8" cy="8" r="5" />
          <path d="M8 3a5 5 0 0 1 0 10z" fill="currentColor" />
        </>
      ) : (
        <path d={PATHS[name]} />
      )}
    </svg>
  )
}
