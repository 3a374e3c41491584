import type { Operation } from '@/lib/operation'
import { flatten, pack } from '@/lib/providers/encoding'
import { shellWord } from '@/lib/shell-word'
import type { CliCall } from '../contract'

/** `aliyun r-kvstore <Action> --Name value`: the tool takes the parameters by their names on the wire. */
export function cli(operation: Operation, input: Record<string, unknown>, region: string): CliCall {
  const words = [`aliyun r-kvstore ${operation.name}`, `--region ${shellWord(region)}`]
  for (const [name, value] of flatten(pack(operation.request, input))) words.push(`--${name} ${shellWord(value)}`)
  return { tool: 'aliyun CLI', text: words.join(' \\\n  ') }
}
