/** Codes that the manuals print for single parameters; every other bad value is `InvalidParameter`. */
const CODES: Readonly<Record<string, string>> = {
  AccountPassword: 'InvalidPassword.Malformed',
  NewAccountPassword: 'InvalidPassword.Malformed',
  Password: 'InvalidPassword.Malformed',
  NewPassword: 'InvalidPassword.Malformed',
  InstanceName: 'InvalidInstanceName.Malformed',
  StartTime: 'InvalidStartTime.Malformed',
  EndTime: 'InvalidEndTime.Malformed',
  SecurityIps: 'InvalidSecurityIPList.Format',
  PreferredBackupTime: 'InvalidPreferredBackupTime.Format',
  PreferredBackupPeriod: 'InvalidPreferredBackupPeriod.Malformed',
  Config: 'InvalidParameters.Format',
  Instances: 'InvalidInstances.Malformed',
  Token: 'InvalidToken.Malformed',
}

/** The code for a parameter that was refused; parts of a list (`SecurityIps.0`) count as the list. */
export const malformed = (parameter: string): string => CODES[parameter.split('.')[0] ?? ''] ?? 'InvalidParameter'
