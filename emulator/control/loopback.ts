import type { Incoming } from '../gateway/incoming'

const LOOPBACK_ADDRESS = /^(127\.|::1$|::ffff:127\.)/

/** Whether a program of this machine asks. A page of some web site must not: browsers send Origin with what they post. */
export const isLoopback = (request: Incoming, address: string | undefined): boolean =>
  LOOPBACK_ADDRESS.test(address ?? '') && !request.headers.origin
