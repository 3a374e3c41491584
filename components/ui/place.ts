/** Puts a floating element beside its anchor, inside the window; below it where there is room, else above. */
export function place(floating: HTMLElement, anchor: Element, align: 'start' | 'end' | 'center' = 'start') {
  const gap = 4
  const edge = 8
  const at = anchor.getBoundingClientRect()
  const { offsetWidth: width, offsetHeight: height } = floating
  const wanted = align === 'start' ? at.left : align === 'end' ? at.right - width : at.left + at.width / 2 - width / 2
  const below = at.bottom + gap + height + edge <= innerHeight || at.top - gap - height < edge
  floating.style.left = `${Math.max(edge, Math.min(wanted, innerWidth - width - edge))}px`
  floating.style.top = `${below ? at.bottom + gap : at.top - gap - height}px`
}
