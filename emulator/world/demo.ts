import { random as stream } from '../random'
import { build, type Sketch } from './build'
import { ALIBABA } from './demo-alibaba'
import { JDCLOUD } from './demo-jdcloud'
import { CONTENT } from './demo-kingsoft'
import type { CacheInstance } from './instance'

/** The caches of haitang, a made-up company: 63 instances, several teams and environments, some in trouble. */
export function* demo(seed: number, now: number): Iterable<CacheInstance> {
  for (const sketch of [...ALIBABA, ...JDCLOUD, ...CONTENT] satisfies Sketch[])
    yield build(sketch, stream(`demo ${sketch.service} ${sketch.name} ${seed}`), now)
}
