/** The product's mark: a deck with its quarter filled. */
export function Mark() {
  return (
    <svg width="18" height="18" viewBox="0 0 18 18" aria-hidden="true" className="flex-none">
      <rect x="1.75" y="1.75" width="14.5" height="14.5" rx="2" fill="none" stroke="currentColor" strokeWidth="1.5" />
      <path d="M9 9h7v5.5a1.5 1.5 0 0 1-1.5 1.5H9z" fill="currentColor" />
    </svg>
  )
}
