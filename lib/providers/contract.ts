import type { InstanceDetail, InstanceFacts } from '@/lib/model/instance'
import type { ProviderId } from '@/lib/model/service'
import type { Input, Operation, Output, ServiceId, Words } from '@/lib/operation'
import type { Renamed } from '@/lib/redact-text'

/** The answer of one provider call. `data` passed the row's response schema; unknown fields are kept. */
export interface Answer<T> {
  data: T
  /** The provider's own request id, to quote in a support case. */
  requestId: string | undefined
  receivedAt: Date
  /** HTTP status of the answer. */
  status: number
  /** The body as it was sent. It leaves the door only where it was asked for, and with the same blanks as `data`. */
  body?: SentBody
}

export interface SentBody {
  text: string
  renamed?: Renamed
}

export interface CallOptions {
  region: string
  signal?: AbortSignal
}

/**
 * The door as an adapter sees it: bound to actor, account, lane and audit by whoever made the adapter.
 * An adapter has no other way to a cloud and never sees a key, a header or a database.
 */
export type Call = <O extends Operation>(
  operation: O,
  input: Input<O>,
  options: CallOptions,
) => Promise<Answer<Output<O>>>

/** One instance as a list or detail call told it. `raw` is the provider's own object, for experts. */
export interface Listed {
  id: string
  facts: InstanceFacts
  raw: unknown
  receivedAt: Date
}

export interface InstanceRef {
  region: string
  id: string
  locator: InstanceFacts['locator']
}

export interface ListOptions {
  region: string
  /** Called for each page as it arrives, in any order; the same instance can come twice. */
  onPage: (page: Listed[]) => void | Promise<void>
  signal?: AbortSignal
}

/** Groups are optional members: a service that lacks one has no method that throws. */
export interface Adapter {
  service: ServiceId
  instances: {
    /**
     * Lists a region completely: every zone, every project of the account's settings, every page. Pages after the
     * first are asked for in parallel; the door limits them. Resolves when all pages came; rejects if any failed.
     * `complete: false` when the cloud's total and what came disagree even after a second pass (fault F17).
     * `ids` are those of the last pass that agreed with itself: what vanished while the pages were read is not among
     * them although `onPage` may have shown it.
     */
    list(options: ListOptions): Promise<{ complete: boolean; ids: ReadonlySet<string> }>
    /** Everything the one-instance calls tell. `undefined` when the cloud says that it does not exist. */
    get(
      ref: InstanceRef,
      signal?: AbortSignal,
    ): Promise<{ detail: InstanceDetail; raw: unknown; receivedAt: Date } | undefined>
  }
}

/** Settings of an account that an adapter needs and that are not secret. */
export interface AdapterSettings {
  /** Kingsoft Memcached lists one project unless all are named. */
  projectIds: string[]
}

export interface SignatureScheme {
  id: 'alibaba-rpc' | 'alibaba-acs3' | 'jdcloud2' | 'kingsoft-query' | 'kingsoft-aws4'
  name: Words
}

export interface Credentials {
  accessKeyId: string
  accessKeySecret: string
}

/** What the wire of a provider needs besides the operation and its input. */
export interface WireContext {
  credentials: Credentials
  scheme: SignatureScheme['id']
  region: string
  /** Corrected time: local clock plus the skew learnt from this provider. */
  now: Date
  nonce: string
}

/** A signed request, ready to be sent exactly as it stands. Header names are lower case and include `host`. */
export interface WireRequest {
  method: string
  /** `https://host` of the real cloud; the gateway setting replaces where it is sent, not what is signed. */
  origin: string
  /** Path with query. */
  path: string
  headers: Record<string, string>
  body?: string
}

export interface WireResponse {
  status: number
  headers: Record<string, string | string[] | undefined>
  body: string
}

/** A provider folder's `wire.ts`: pure functions, no I/O. */
export interface Wire {
  /** Encodes and signs. */
  encode(operation: Operation, input: Record<string, unknown>, context: WireContext): WireRequest
  /**
   * The parsed body of a success, before the row's schema; throws a classified `ProviderError` for an error envelope,
   * whatever its HTTP status, and kind `bad-answer` for what is no answer of this provider.
   */
  decode(
    operation: Operation,
    response: WireResponse,
  ): { body: unknown; requestId: string | undefined; renamed?: Renamed }
}

export interface CliCall {
  /** As people call it: `aliyun CLI`. */
  tool: string
  text: string
}

/** A provider's entry in the registry: everything outside asks for it here. */
export interface Provider {
  id: ProviderId
  services: readonly ServiceId[]
  /** First is the default. */
  schemes: readonly SignatureScheme[]
  /** Regions known from the manuals; a person may add others. `services` where not all of them are there. */
  regions: readonly ({ id: string; services?: readonly ServiceId[] } & Words)[]
  /** Whether a Kingsoft-like project list is part of the account form. */
  hasProjects: boolean
  /** Hosts that requests may go to; nothing else is ever connected to. */
  allowsHost(host: string): boolean
  wire: Wire
  /**
   * A call in the words of the vendor's own command line tool, or of its client where it has none; undefined where the
   * syntax for this operation is not known. `input` has its secrets blanked.
   */
  cli?(operation: Operation, input: Record<string, unknown>, region: string): CliCall | undefined
  adapter(service: ServiceId, call: Call, settings: AdapterSettings): Adapter
}
