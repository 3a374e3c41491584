/**
 * A checkbox that shows what it is told; whoever holds it listens to clicks. Out of the tab order: in a grid the
 * space bar does its work.
 */
export function CheckBox({ checked, mixed = false, label }: { checked: boolean; mixed?: boolean; label: string }) {
  return (
    <input
      type="checkbox"
      className="box"
      readOnly
      tabIndex={-1}
      checked={checked}
      aria-label={label}
      ref={mixed ? mix : unmix}
    />
  )
}

// Not made anew with each drawing: React would call them for every row.
const mix = (element: HTMLInputElement | null) => {
  if (element) element.indeterminate = true
}
const unmix = (element: HTMLInputElement | null) => {
  if (element) element.indeterminate = false
}
