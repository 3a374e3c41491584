export interface FieldNames {
  field: (name: string) => string
  value: (name: string, value: string) => string
}

/**
 * What a rule asks, `chargeType = subscription, vpcId` as refusals have it, with fields and values by the names that
 * the form shows. `is` joins a field with its values.
 */
export const conditionInWords = (condition: string, { field, value }: FieldNames, is: string, or: string): string[] =>
  condition.split(', ').map((part) => {
    const [name = '', wanted] = part.split(' = ')
    if (wanted === undefined) return field(name)
    return `${field(name)}${is}${wanted
      .split(' | ')
      .map((one) => value(name, one))
      .join(or)}`
  })
