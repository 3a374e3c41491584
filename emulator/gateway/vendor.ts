import type { Operation } from '@/lib/operation'
import type { Claim } from '../verify/claim'
import type { Target } from './identify'
import type { Incoming } from './incoming'
import type { Tree } from './parameters'
import type { RefusalKind, VendorError } from './refusal'

export interface Reply {
  status: number
  headers: Record<string, string>
  body: string
}

/** What an answer is written for. */
export interface Envelope {
  request: Incoming
  requestId: string
  operation: Operation | undefined
}

/** How one cloud's gateway speaks: everything of the chain that differs between providers. */
export interface Vendor {
  /** Reads the signature; throws a Refusal when there is none that this cloud knows. */
  claim(request: Incoming, target: Target): Claim
  /** The row that a request asks for and its raw parameters; throws Refusal `unknown-action`. */
  locate(request: Incoming, table: Readonly<Record<string, Operation>>): { operation: Operation; params: Tree }
  /** The region a call is about; undefined for calls without one. */
  regionOf(target: Target, claim: Claim, params: Tree, operation: Operation): string | undefined
  /** Throws a Refusal when that region cannot be served at the host that was called. */
  checkRegion(region: string | undefined, target: Target): void
  /** Parameters that the vendor demands although the console's row has a default for them. */
  required(operation: Operation): readonly string[]
  refusals: Readonly<Record<RefusalKind, (detail: string) => VendorError>>
  success(body: object, envelope: Envelope): Reply
  failure(error: VendorError, envelope: Envelope): Reply
}
