import { writeFile } from 'node:fs/promises'
import { cpus } from 'node:os'
import { parseArgs } from 'node:util'
import { benchBackups } from './backups'
import { benchBrowser } from './browser'
import { calibrate } from './calibrate'
import { benchCall } from './call'
import { benchBatch, benchPlan } from './changes'
import { benchCharts } from './charts'
import { benchCosts } from './costs'
import { benchEmulator } from './emulator'
import { benchExplorer } from './explorer'
import { benchListApi } from './list-api'
import { benchParameters } from './parameters'
import { benchRefresh } from './refresh'
import { type Line, met, table } from './report'
import { benchSlowLog } from './slow-log'

const WORKLOADS: Record<string, (rounds: number) => Promise<Line[]>> = {
  calibration: calibrate,
  refresh: benchRefresh,
  call: benchCall,
  'list-api': benchListApi,
  browser: benchBrowser,
  backups: benchBackups,
  explorer: benchExplorer,
  charts: benchCharts,
  costs: benchCosts,
  emulator: benchEmulator,
  plan: benchPlan,
  batch: benchBatch,
  parameters: benchParameters,
  'slow-log': benchSlowLog,
}

const { values } = parseArgs({
  options: { only: { type: 'string' }, rounds: { type: 'string', default: '5' }, json: { type: 'string' } },
})
const wanted = values.only?.split(',') ?? Object.keys(WORKLOADS)
const lines: Line[] = []
for (const name of wanted) {
  const workload = WORKLOADS[name]
  if (!workload) throw new Error(`no workload ${name}: expected ${Object.keys(WORKLOADS).join(', ')}`)
  console.error(`measuring ${name} ...`)
  lines.push(...(await workload(Number(values.rounds))))
}
console.log(table(lines))
const goals = lines.filter((line) => met(line) !== undefined)
console.log(
  `\n${goals.filter(met).length} of ${goals.length} goals met, node ${process.version}, ${cpus().length} cores`,
)
const json = JSON.stringify(
  { at: new Date().toISOString(), node: process.version, cores: cpus().length, lines },
  null,
  1,
)
if (values.json) await writeFile(values.json, json)
else console.log(json)
