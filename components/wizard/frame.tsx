'use client'

import { useTranslations } from 'next-intl'
import { type ReactNode, useEffect, useRef } from 'react'
import { Icon } from '@/components/ui/icon'

export interface WizardStep {
  id: string
  label: string
  /** What was chosen there, in a few words. */
  note?: ReactNode
  /** `wrong`: something in it is refused. */
  state: 'done' | 'open' | 'wrong'
}

interface WizardFrameProps {
  steps: readonly WizardStep[]
  current: string
  onStep: (id: string) => void
  /** Running summary at the side; below the content in a narrow window. */
  aside: ReactNode
  /** Left end of the foot bar. */
  back: ReactNode
  /** Beside the one primary button. */
  note?: ReactNode
  primary: ReactNode
  children: ReactNode
}

const CONTROL = 'input:not([disabled]), select:not([disabled]), textarea:not([disabled])'

/** Puts the focus on the first control once it is drawn, unless the person went elsewhere meanwhile. Gives what ends the waiting. */
function focusFirst(within: HTMLElement): () => void {
  const watch = new MutationObserver(() => look())
  const look = () => {
    const control = within.querySelector<HTMLElement>(CONTROL)
    const at = document.activeElement
    // The shell puts it on the page's heading after a navigation.
    const isFree = at === null || at === document.body || at.tagName === 'H1'
    if (control && isFree) control.focus({ preventScroll: true })
    if (control || !isFree) watch.disconnect()
  }
  watch.observe(within, { childList: true, subtree: true })
  // After the shell had its turn.
  const turn = requestAnimationFrame(look)
  return () => {
    watch.disconnect()
    cancelAnimationFrame(turn)
  }
}

/** Steps, content and summary side by side, with a foot bar: the frame that every wizard has. */
export function WizardFrame({ steps, current, onStep, aside, back, note, primary, children }: WizardFrameProps) {
  const t = useTranslations('wizard')
  const heading = useRef<HTMLHeadingElement>(null)
  const main = useRef<HTMLDivElement>(null)
  const list = useRef<HTMLOListElement>(null)
  const at = steps.findIndex(({ id }) => id === current)
  const before = useRef(current)
  useEffect(() => (main.current ? focusFirst(main.current) : undefined), [])
  useEffect(() => {
    // In a narrow window the steps are a row that scrolls.
    list.current?.querySelector('[aria-current]')?.scrollIntoView({ block: 'nearest', inline: 'nearest' })
    if (before.current === current) return
    before.current = current
    // Whoever went on is read what comes, and sees its beginning.
    main.current?.scrollTo({ top: 0 })
    main.current?.parentElement?.scrollTo({ top: 0 })
    heading.current?.focus({ preventScroll: true })
  }, [current])
  return (
    <>
      <div className="wizard">
        <nav className="wizard-steps" aria-label={t('steps')}>
          <ol className="steps" ref={list}>
            {steps.map((step, index) => (
              <li key={step.id}>
                <button
                  type="button"
                  data-state={step.state}
                  aria-current={step.id === current ? 'step' : undefined}
                  onClick={() => onStep(step.id)}
                >
                  <span className="n" aria-hidden="true">
                    {step.state === 'done' && step.id !== current ? <Icon name="check" size="sm" /> : index + 1}
                  </span>
                  <span className="min-w-0">
                    <span className="step-label">{step.label}</span>
                    {step.state === 'done' && <span className="sr-only">{t('done')}</span>}
                    {step.state === 'wrong' && <span className="step-wrong">{t('wrong')}</span>}
                    {step.note && step.state !== 'wrong' ? <small>{step.note}</small> : null}
                  </span>
                </button>
              </li>
            ))}
          </ol>
        </nav>
        <div className="wizard-main" ref={main}>
          <h2 ref={heading} tabIndex={-1} className="font-semibold text-md focus-visible:outline-none">
            <span className="sr-only">{t('stepOf', { number: at + 1, count: steps.length })} </span>
            {steps[at]?.label}
          </h2>
          {children}
        </div>
        <aside className="wizard-aside" aria-label={t('summary')}>
          {aside}
        </aside>
      </div>
      <div className="wizard-foot">
        {back}
        <span className="min-w-0 flex-1 text-end text-muted text-sm max-wide:hidden">{note}</span>
        <span className="flex-1 wide:hidden" />
        {primary}
      </div>
    </>
  )
}
