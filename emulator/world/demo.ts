import { random as stream } from '../random'
import { build, type Sketch } from './build'
import { ALIBABA } from './demo-alibaba'
import { ALIBABA_TEST } from './demo-alibaba-test'
import { JDCLOUD } from './demo-jdcloud'
import { CONTENT } from './demo-kingsoft'
import type { Source } from './world'

/** The caches of haitang, a made-up company: 63 instances, several teams and environments, some in trouble. */
export function* demo(seed: number, now: number): Iterable<Source> {
  const sketches: readonly Sketch[] = [...ALIBABA, ...ALIBABA_TEST, ...JDCLOUD, ...CONTENT]
  for (const sketch of sketches) {
    const { service, region, name } = sketch
    yield { service, region, make: () => [build(sketch, stream(`demo ${service} ${name} ${seed}`), now)] }
  }
}
