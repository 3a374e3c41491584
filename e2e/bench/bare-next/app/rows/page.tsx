import { connection } from 'next/server'

const ROWS = Array.from({ length: 50 }, (_, i) => ({
  id: `r-${i}`,
  cells: ['cache', 'running', 'cn-hangzhou', '5.0', `${i} GB`],
}))

/** The peer of the list page: fifty rows, rendered on the server, no script of its own. */
export default async function Page() {
  await connection()
  return (
    <table>
      <tbody>
        {ROWS.map((row) => (
          <tr key={row.id} data-row>
            <td>{row.id}</td>
            {row.cells.map((cell) => (
              <td key={cell}>{cell}</td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  )
}
