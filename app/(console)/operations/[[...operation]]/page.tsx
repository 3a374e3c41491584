/** All there is to see is in the layout, which reads the address itself. */
export default function OperationsPage() {
  return null
}
