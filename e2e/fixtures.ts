import AxeBuilder from '@axe-core/playwright'
import { type Browser, test as base, expect, type Page } from '@playwright/test'

export { expect }

export type RoleName = 'admin' | 'operator' | 'viewer'
type State = Awaited<ReturnType<Awaited<ReturnType<Browser['newContext']>>['storageState']>>

interface Fault {
  kind: string
  service?: string
  region?: string
  owner?: string
  operation?: string
  /** How many requests it hits; every one when left out. */
  count?: number
  /** latency: how long. */
  ms?: number
}

/** The emulator's control API. */
export interface Emulator {
  fault(fault: Fault): Promise<void>
  clear(): Promise<void>
}

interface TestFixtures {
  /** Who the page is signed in as; null: nobody. Set with `test.use({ role: 'viewer' })`. */
  role: RoleName | null
  language: 'en' | 'zh'
  emulator: Emulator
}
interface WorkerFixtures {
  /** A signed-in browser state per role, made once. */
  stateOf(role: RoleName): Promise<State>
}

const setting = (name: string) => {
  const value = process.env[name]
  if (!value) throw new Error(`${name} is not set: the global setup did not run`)
  return value
}

/** Signs in on the sign-in page, as a person does. */
export async function signIn(page: Page, role: RoleName) {
  const people: Record<string, { email: string; password: string }> = JSON.parse(setting('E2E_PEOPLE'))
  const person = people[role]
  if (!person) throw new Error(`the demo has no ${role}`)
  await page.goto('/sign-in')
  await page.locator('input[type="email"], input[name="email"]').fill(person.email)
  await page.locator('input[type="password"]').fill(person.password)
  await page.keyboard.press('Enter')
  await page.waitForURL((url) => url.pathname === '/')
}

export const test = base.extend<TestFixtures, WorkerFixtures>({
  role: ['admin', { option: true }],
  language: ['en', { option: true }],
  baseURL: async ({}, use) => use(setting('E2E_URL')),
  stateOf: [
    async ({ browser }, use) => {
      const states = new Map<RoleName, State>()
      await use(async (role) => {
        const known = states.get(role)
        if (known) return known
        const context = await browser.newContext({
          baseURL: setting('E2E_URL'),
          storageState: { cookies: [], origins: [] },
        })
        await signIn(await context.newPage(), role)
        const state = await context.storageState()
        await context.close()
        states.set(role, state)
        return state
      })
    },
    { scope: 'worker' },
  ],
  storageState: async ({ role, language, stateOf }, use) => {
    const { cookies } = role ? await stateOf(role) : { cookies: [] }
    const choice = {
      name: 'qd-locale',
      value: language,
      domain: '127.0.0.1',
      path: '/',
      expires: -1,
      httpOnly: false,
      secure: false,
      sameSite: 'Lax' as const,
    }
    await use({ cookies: [...cookies.filter(({ name }) => name !== choice.name), choice], origins: [] })
  },
  page: async ({ page }, use) => {
    // A page that does not send a text shows its key to people.
    const missing: string[] = []
    page.on('console', (message) => {
      if (message.text().includes('MISSING_MESSAGE')) missing.push(message.text())
    })
    const goto = page.goto.bind(page)
    page.goto = async (...where) => {
      const answer = await goto(...where)
      await alive(page)
      return answer
    }
    await use(page)
    expect(missing).toEqual([])
  },
  emulator: async ({}, use) => {
    const call = async (method: string, body?: Fault) => {
      const response = await fetch(`${setting('E2E_EMULATOR')}/_emulator/faults`, {
        method,
        headers: { 'content-type': 'application/json' },
        body: body && JSON.stringify(body),
      })
      if (!response.ok) throw new Error(`emulator: ${response.status} ${await response.text()}`)
    }
    await use({ fault: (fault) => call('POST', fault), clear: () => call('DELETE') })
    await call('DELETE')
  },
})

/** Goes there on a page that a test made itself, and waits as `page.goto` does for its own. */
export async function open(page: Page, url: string) {
  await page.goto(url)
  await alive(page)
}

/**
 * Waits until the page hears keys and clicks: its text is there before its scripts are, and nobody is as quick as a
 * test. Ages are told only then.
 */
const alive = (page: Page) =>
  page.waitForFunction(() => [...document.querySelectorAll('.statusline time')].every((age) => age.textContent !== ''))

/** Fails with what axe finds on the page. */
export async function expectAccessible(page: Page) {
  // While something fades in, its text has not the contrast that it will have. What comes later comes at once.
  await page.emulateMedia({ reducedMotion: 'reduce' })
  await page.evaluate(() => Promise.allSettled(document.getAnimations().map(({ finished }) => finished)))
  const { violations } = await new AxeBuilder({ page }).analyze()
  expect(violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' | ')}`)).toEqual([])
}
