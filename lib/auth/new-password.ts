import { problem } from '@/lib/bff/problem'
import { readSettings } from '@/lib/settings/settings'
import { hashPassword, PasswordBusy } from './password'
import { type PasswordContext, passwordProblem } from './password-rules'

/**
 * The hash of a new password, or the problem `password-too-common` with the code `too-common` or `contextual` on
 * `field`.
 */
export async function acceptPassword(password: string, context: PasswordContext, field: string): Promise<string> {
  const { organisation } = await readSettings()
  const code = passwordProblem(password, { ...context, organisation })
  if (code) throw problem('password-too-common', { fields: { [field]: { code } } })
  try {
    return await hashPassword(password)
  } catch (error) {
    if (error instanceof PasswordBusy)
      throw problem('too-many-requests', { params: { seconds: 10 }, retryAfterSeconds: 10 })
    throw error
  }
}
