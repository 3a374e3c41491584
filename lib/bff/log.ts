/**
 * One line about an unexpected error, for the operator of the console. Messages of database errors are left out:
 * they quote the statement's values. Stacks hold only places in code.
 */
export function logError(error: unknown, requestId: string): void {
  const chain: string[] = []
  for (let at = error, depth = 0; at instanceof Error && depth < 5; at = at.cause, depth++) chain.push(describe(at))
  const stack = error instanceof Error ? (error.stack?.split('\n').filter((line) => /^\s+at /.test(line)) ?? []) : []
  console.error(
    JSON.stringify({
      at: new Date().toISOString(),
      level: 'error',
      requestId,
      error: chain.length > 0 ? chain : [typeof error],
      stack: stack.slice(0, 12).map((line) => line.trim()),
    }),
  )
}

function describe(error: Error): string {
  const code = 'code' in error && typeof error.code === 'string' ? ` ${error.code}` : ''
  const quotesValues = error.name === 'DrizzleQueryError' || /^Failed query/.test(error.message) || 'severity' in error
  return `${error.name}${code}${quotesValues ? '' : `: ${error.message.slice(0, 300)}`}`
}
