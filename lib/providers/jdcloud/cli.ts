import type { Operation } from '@/lib/operation'
import { pack } from '@/lib/providers/encoding'
import { shellWord } from '@/lib/shell-word'
import type { CliCall } from '../contract'

/**
 * `jdc redis <operation-in-kebab-case> --input-json '{...}'`. The tool also has an option per field; the names it makes
 * of several capitals in a row are not certain, and the JSON form needs none. The tool is generated: an operation that
 * came after its version is unknown to it.
 */
export function cli(operation: Operation, input: Record<string, unknown>): CliCall | undefined {
  if (/[A-Z]{2}/.test(operation.name)) return undefined
  const command = operation.name.replace(/[A-Z]/g, (capital) => `-${capital.toLowerCase()}`)
  const json = JSON.stringify(pack(operation.request, input))
  return { tool: 'jdc CLI', text: `jdc redis ${command} \\\n  --input-json ${shellWord(json)}` }
}
