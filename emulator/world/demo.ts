import { random as stream } from '../random'
import { build, type Sketch } from './build'
import { ALIBABA } from './demo-alibaba'
import { ALIBABA_TEST } from './demo-alibaba-test'
import { JDCLOUD } from './demo-jdcloud'
import { CONTENT } from './demo-kingsoft'
import type { Source } from './world'

const SKETCHES: readonly Sketch[] = [...ALIBABA, ...ALIBABA_TEST, ...JDCLOUD, ...CONTENT]

/** Names of those whose status goes to and fro by itself, so that something always happens on the pages. */
export const RESTLESS: ReadonlySet<string> = new Set(SKETCHES.filter(({ cycle }) => cycle).map(({ name }) => name))

/** The caches of haitang, a made-up company: 63 instances, several teams and environments, some in trouble. */
export function* demo(seed: number, now: number): Iterable<Source> {
  for (const sketch of SKETCHES) {
    const { service, region, name } = sketch
    yield { service, region, make: () => [build(sketch, stream(`demo ${service} ${name} ${seed}`), now)] }
  }
}
