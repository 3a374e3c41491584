import { cx } from './cx'

/** What a shape means. Colour never says it alone: shape and word always go with it. */
export type Tone = 'ok' | 'prog' | 'warn' | 'danger' | 'unk' | 'info' | 'off'

/** The 12 px shape of a tone: disc, half-disc, triangle, diamond, dashed ring, ring with dot, hollow square. */
export function Shape({ tone }: { tone: Tone }) {
  return (
    <svg
      className={cx('shape', tone === 'info' || tone === 'off' ? 'unk' : tone)}
      viewBox="0 0 12 12"
      aria-hidden="true"
    >
      {tone === 'ok' && <circle cx="6" cy="6" r="4" fill="currentColor" />}
      {tone === 'prog' && (
        <>
          <circle cx="6" cy="6" r="4.25" fill="none" stroke="currentColor" strokeWidth="1.5" />
          <path d="M6 1.75a4.25 4.25 0 0 1 0 8.5z" fill="currentColor" />
        </>
      )}
      {tone === 'warn' && <path d="M6 1 11.4 10.6H.6z" fill="currentColor" />}
      {tone === 'danger' && <path d="M6 .6 11.4 6 6 11.4.6 6z" fill="currentColor" />}
      {tone === 'unk' && (
        <circle cx="6" cy="6" r="4.25" fill="none" stroke="currentColor" strokeWidth="1.5" strokeDasharray="2.2 1.6" />
      )}
      {tone === 'info' && (
        <>
          <circle cx="6" cy="6" r="4.25" fill="none" stroke="currentColor" strokeWidth="1.5" />
          <circle cx="6" cy="6" r="1.5" fill="currentColor" />
        </>
      )}
      {tone === 'off' && (
        <rect x="1.75" y="1.75" width="8.5" height="8.5" fill="none" stroke="currentColor" strokeWidth="1.5" />
      )}
    </svg>
  )
}
