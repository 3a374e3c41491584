import { calibrate } from './calibrate'
import { table } from './report'

console.log(table(await calibrate()))
