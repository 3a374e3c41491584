type Input = Record<string, unknown>

/** Two calls of one operation: one that works, and one that the cloud refuses with `code`. */
export interface CaseOf<Cloud> {
  /** What to send; a function first makes what the call needs. */
  good: Input | ((cloud: Cloud) => Promise<Input>)
  bad: Input | ((cloud: Cloud) => Promise<Input>)
  code: string
}

export const inputOf = async <Cloud>(input: CaseOf<Cloud>['good'], cloud: Cloud): Promise<Input> =>
  typeof input === 'function' ? await input(cloud) : input
