// The shell holds against a hostile page: everything here is tried from inside the page, as an injected script would.
import type { ElectronApplication, Page } from '@playwright/test'
import type { Bridge } from '../src/shared/ipc/bridge'
import { join } from 'node:path'
import { expect, test } from './fixtures/test'
import { tryAsk } from './launch/ask'
import { answerQuestions, askedQuestions } from './launch/drive'
import { root } from './launch/launch-app'

const PAGE = 'app://runbench/index.html'
const quiet = { isExpectingTrouble: true } as const

/** Runs a script in the page's own world, past the policy, as a defect in the page could. */
const attempt = (page: Page, script: string): Promise<unknown> =>
  page.evaluate(async (source) => {
    try {
      return await (new Function(`return (async () => { ${source} })()`)() as Promise<unknown>)
    } catch (cause) {
      return `threw: ${String(cause)}`
    }
  }, script)

const urlsOf = (app: ElectronApplication): Promise<string[]> =>
  app.evaluate(({ webContents }) => webContents.getAllWebContents().map((contents) => contents.getURL()))

test('the page has nothing of Node or Electron but five functions', async ({ launch }) => {
  const { page } = await launch()
  const found = await page.evaluate(() => ({
    globals: ['process', 'require', 'Buffer', 'module', 'global', 'electron', 'ipcRenderer'].filter(
      (name) => name in window,
    ),
    bridge: Object.entries((window as unknown as { bridge: object }).bridge).map(
      ([name, value]) => `${name}: ${typeof value}`,
    ),
  }))
  expect(found).toEqual({
    globals: [],
    bridge: ['request: function', 'cancel: function', 'pathOf: function', 'subscribe: function'],
  })
})

test('every page that exists is sandboxed and isolated', async ({ launch }) => {
  const { app } = await launch()
  const preferences = await app.evaluate(({ webContents }) =>
    webContents.getAllWebContents().map((contents) => {
      type WithPreferences = { getLastWebPreferences(): Record<string, unknown> }
      const {
        sandbox,
        contextIsolation,
        nodeIntegration,
        nodeIntegrationInSubFrames,
        webSecurity,
        webviewTag,
        ...rest
      } = (contents as unknown as WithPreferences).getLastWebPreferences()
      const { allowRunningInsecureContent, experimentalFeatures, enableBlinkFeatures } = rest
      return {
        ...{ sandbox, contextIsolation, nodeIntegration, webSecurity },
        off: [
          nodeIntegrationInSubFrames,
          webviewTag,
          allowRunningInsecureContent,
          experimentalFeatures,
          enableBlinkFeatures,
        ].map(Boolean),
      }
    }),
  )
  expect(preferences).toEqual([
    {
      sandbox: true,
      contextIsolation: true,
      nodeIntegration: false,
      webSecurity: true,
      off: [false, false, false, false, false],
    },
  ])
})

test('the policy comes with every answer and bars what is not ours', async ({ launch }) => {
  const { page } = await launch(quiet)
  const headers = await page.evaluate(async (url) => Object.fromEntries((await fetch(url)).headers), PAGE)
  expect(headers['x-content-type-options']).toBe('nosniff')
  for (const part of [
    "default-src 'none'",
    "script-src 'self';",
    "object-src 'none'",
    "base-uri 'none'",
    "form-action 'none'",
    "frame-src 'none'",
  ])
    expect(headers['content-security-policy']).toContain(part)

  const results = await page.evaluate(async () => {
    const blocked: string[] = []
    document.addEventListener('securitypolicyviolation', (event) => blocked.push(event.effectiveDirective))
    const script = document.createElement('script')
    script.textContent = 'window.injected = true'
    document.body.append(script)
    const remote = document.createElement('script')
    remote.src = 'https://example.com/x.js'
    document.body.append(remote)
    const frame = document.createElement('iframe')
    frame.srcdoc = '<p>framed</p>'
    document.body.append(frame)
    const image = new Image()
    image.src = 'https://example.com/x.png'
    document.body.append(image)
    const button = document.createElement('button')
    button.setAttribute('onclick', 'window.injected = true')
    document.body.append(button)
    button.click()
    const outcome = async (work: () => unknown): Promise<string> => {
      try {
        await work()
        return 'worked'
      } catch {
        return 'blocked'
      }
    }
    const worked = {
      https: await outcome(() => fetch('https://example.com/')),
      http: await outcome(() => fetch('http://127.0.0.1:9/')),
      file: await outcome(() => fetch('file:///etc/passwd')),
      blob: await outcome(() => new Worker(URL.createObjectURL(new Blob(['0'])))),
      socket: await outcome(
        () =>
          new Promise((done, fail) => {
            const socket = new WebSocket('ws://127.0.0.1:9/')
            socket.onopen = done
            socket.onerror = fail
          }),
      ),
    }
    return { worked, blocked: [...new Set(blocked)], isInjected: 'injected' in window }
  })
  expect(results.isInjected).toBe(false)
  expect(Object.entries(results.worked).filter(([name, result]) => result === 'worked' && name !== 'blob')).toEqual([])
  expect(results.blocked).toEqual(
    expect.arrayContaining(['script-src-elem', 'script-src-attr', 'img-src', 'connect-src']),
  )
})

test('eval and its kin do nothing in the page', async ({ launch }) => {
  const { page } = await launch(quiet)
  // Evaluated by a script element of the page's own origin would be the real thing; there is none to write, so timers stand in.
  const result = await page.evaluate(
    () =>
      new Promise((done) => {
        document.addEventListener('securitypolicyviolation', (event) => done(event.blockedURI))
        setTimeout('window.injected = true', 0)
        setTimeout(() => done('no violation'), 2_000)
      }),
  )
  expect(result).toBe('eval')
})

test('nothing but the page itself is ever loaded', async ({ launch }) => {
  const { app, page } = await launch(quiet)
  await app.evaluate(({ session }) => {
    const sent: string[] = []
    Object.assign(globalThis, { sentRequests: sent })
    session.defaultSession.webRequest.onSendHeaders((details) => sent.push(details.url))
  })
  // Past the policy: from main, as if the policy had a hole.
  const reached = await app.evaluate(async ({ session }) => {
    const tries = ['https://example.com/', 'http://127.0.0.1:9/', 'ws://127.0.0.1:9/']
    const results = await Promise.allSettled(tries.map((url) => session.defaultSession.fetch(url)))
    return results.filter(({ status }) => status === 'fulfilled').length
  })
  await page.reload()
  const sent = await app.evaluate(() => (globalThis as unknown as { sentRequests: string[] }).sentRequests)
  expect(reached).toBe(0)
  expect(sent.filter((url) => !/^(app:\/\/runbench\/|data:|blob:)/.test(url))).toEqual([])
})

test('the scheme serves the page and nothing beside it', async ({ launch }) => {
  const { page } = await launch(quiet)
  const status = (url: string): Promise<unknown> => attempt(page, `return (await fetch(${JSON.stringify(url)})).status`)
  expect(await status(PAGE)).toBe(200)
  for (const url of [
    'app://runbench/../main/index.js',
    'app://runbench/..%2fmain%2findex.js',
    'app://runbench/%2e%2e%2f%2e%2e%2fpackage.json',
    'app://runbench/',
    'app://runbench/assets',
  ])
    expect([url, await status(url)]).toEqual([url, 404])
  expect(await status('app://other/index.html')).toMatch(/threw/)
})

test('the page cannot go anywhere else', async ({ launch }) => {
  const { app, page } = await launch(quiet)
  const before = page.url()
  const ways = [
    "location.href = 'https://example.com/'",
    "location.href = 'file:///etc/passwd'",
    "location.href = 'app://evil/index.html'",
    "location.href = 'data:text/html,<h1>x</h1>'",
    "location.href = 'javascript:void(window.injected = true)'",
    "location.assign('http://127.0.0.1:9/')",
    "const a = document.createElement('a'); a.href = 'https://example.com/'; document.body.append(a); a.click()",
    "const f = document.createElement('form'); f.action = 'https://example.com/'; document.body.append(f); f.submit()",
    "const m = document.createElement('meta'); m.httpEquiv = 'refresh'; m.content = '0;url=https://example.com/'; document.head.append(m)",
  ]
  for (const way of ways)
    await page.evaluate((source) => void setTimeout(() => new Function(source)()), way).catch(() => undefined)
  await expect.poll(() => page.evaluate(() => document.readyState)).toBe('complete')
  expect(await urlsOf(app)).toEqual([before])
  expect(await page.evaluate(() => 'injected' in window)).toBe(false)
})

test('no other window and no webview comes up', async ({ launch }) => {
  const { app, page } = await launch(quiet)
  const opened = await page.evaluate(() => {
    const tries = ['https://example.com/', 'about:blank', 'app://runbench/index.html', ''].map((url) =>
      window.open(url),
    )
    const webview = document.createElement('webview')
    webview.setAttribute('src', 'https://example.com/')
    document.body.append(webview)
    const link = document.createElement('a')
    Object.assign(link, { href: 'https://example.com/', target: '_blank' })
    document.body.append(link)
    link.click()
    return tries.filter((other) => other !== null).length
  })
  expect(opened).toBe(0)
  expect(await urlsOf(app)).toEqual([page.url()])
  expect(await app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows().length)).toBe(1)
})

test('every permission is denied, in every session', async ({ launch }) => {
  const { app, page } = await launch(quiet)
  const granted = await page.evaluate(async () => {
    const names = [
      'geolocation',
      'notifications',
      'midi',
      'camera',
      'microphone',
      'clipboard-read',
      'persistent-storage',
    ]
    const states = await Promise.all(
      names.map(async (name) => {
        try {
          return `${name} ${(await navigator.permissions.query({ name: name as PermissionName })).state}`
        } catch {
          return `${name} unknown`
        }
      }),
    )
    const read = await navigator.clipboard.readText().then(
      () => 'clipboard read',
      () => 'denied',
    )
    const devices = await (navigator.mediaDevices?.getUserMedia({ audio: true }) ?? Promise.reject(new Error())).then(
      () => 'microphone open',
      () => 'denied',
    )
    return [...states.filter((state) => state.endsWith('granted')), read, devices]
  })
  expect(granted).toEqual(['denied', 'denied'])
  const elsewhere = await app.evaluate(async ({ session, BrowserWindow }) => {
    const other = new BrowserWindow({ show: false, webPreferences: { session: session.fromPartition('another') } })
    await other.loadURL('data:text/html,x').catch(() => undefined)
    const state: unknown = await other.webContents.executeJavaScript(
      "navigator.permissions.query({ name: 'geolocation' }).then((p) => p.state)",
    )
    const fetched = await session
      .fromPartition('another')
      .fetch('http://127.0.0.1:9/')
      .then(
        () => 'reached',
        (cause: unknown) => String(cause),
      )
    other.destroy()
    return { state, isBlocked: fetched.includes('ERR_BLOCKED_BY_CLIENT') }
  })
  expect(elsewhere).toEqual({ state: 'denied', isBlocked: true })
})

test('main has one channel, and answers nobody but the page', async ({ launch }) => {
  const { app, page } = await launch(quiet)
  const handlers = await app.evaluate(({ ipcMain }) => [
    ...(ipcMain as unknown as { _invokeHandlers: Map<string, unknown> })._invokeHandlers.keys(),
  ])
  expect(handlers).toEqual(['rpc'])
  const answer = await app.evaluate(
    async ({ BrowserWindow }, script) => {
      const other = new BrowserWindow({ show: false, webPreferences: { preload: script, sandbox: true } })
      await other.loadURL('app://runbench/index.html')
      const result: unknown = await other.webContents.executeJavaScript(
        "window.bridge.request('settings.get', {}, 'x1')",
      )
      other.destroy()
      return result
    },
    join(root, 'out/preload/index.cjs'),
  )
  expect(answer).toEqual({ ok: false, error: { code: 'invalid-input', issues: ['not from the page'] } })
  // The page itself is still answered.
  expect((await tryAsk(page, 'settings.get', {})).ok).toBe(true)
})

test('what does not fit the contract is refused with a reason', async ({ launch }) => {
  const { page } = await launch(quiet)
  const calls: [unknown, unknown, unknown][] = [
    ['no.such', {}, 'a'],
    ['__proto__', {}, 'b'],
    ['constructor', {}, 'c'],
    [{}, {}, 'd'],
    ['workspaces.open', { path: 7 }, 'e'],
    ['workspaces.open', undefined, 'f'],
    ['settings.update', { patch: { theme: 'blue' } }, 'g'],
    ['shell.openLink', { url: 'x'.repeat(5_000) }, 'h'],
    ['worker.open', { path: '/' }, 'i'],
    ['settings.get', {}, 5],
  ]
  for (const [name, input, callId] of calls) {
    const result = await page.evaluate(
      ([request, payload, id]) =>
        (window as unknown as { bridge: Bridge }).bridge.request(request as string, payload, id as string),
      [name, input, callId],
    )
    expect(result, String(name)).toMatchObject({ ok: false, error: { code: 'invalid-input' } })
  }
})

test('an address is opened only when it is https and the person agrees', async ({ launch }) => {
  const { app, page } = await launch()
  await app.evaluate(({ shell }) => {
    const opened: string[] = []
    Object.assign(globalThis, { openedLinks: opened })
    shell.openExternal = (url: string) => Promise.resolve(void opened.push(url))
  })
  const opened = (): Promise<string[]> =>
    app.evaluate(() => (globalThis as unknown as { openedLinks: string[] }).openedLinks)
  await answerQuestions(app, 1)
  for (const url of [
    'file:///etc/passwd',
    'javascript:alert(1)',
    'http://example.com',
    'https://u:p@example.com/',
    'ms-msdt:/id',
    'smb://x',
  ])
    expect((await tryAsk(page, 'shell.openLink', { url })).ok, url).toBe(false)
  expect(await askedQuestions(app)).toEqual([])
  expect((await tryAsk(page, 'shell.openLink', { url: 'https://mlflow.org/docs' })).ok).toBe(true)
  expect((await askedQuestions(app))[0]).toMatchObject({
    message: 'Open mlflow.org in the browser?',
    detail: 'https://mlflow.org/docs',
  })
  expect(await opened()).toEqual([])
  await answerQuestions(app, 0)
  await tryAsk(page, 'shell.openLink', { url: 'https://mlflow.org/docs' })
  expect(await opened()).toEqual(['https://mlflow.org/docs'])
})
