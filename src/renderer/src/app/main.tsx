// Starts the page: the language first, then what main knows, then the window.
import '../ui/base.css'
import '../ui/tokens.css'
import { createRoot } from 'react-dom/client'
import { createClient } from '../bridge/client'
import { createI18n } from '../lib/i18n'
import { Composition, createServices } from './composition'
import { WindowFrame } from './window-frame'

async function start(): Promise<void> {
  const client = createClient(window.bridge)
  const info = await client.request('app.info', {})
  const i18n = await createI18n(info.ok ? info.value.language : 'en')
  const services = createServices(client)
  await Promise.all([
    services.settings.actions.load(),
    services.workspaces.actions.load(),
    services.jobs.actions.load(),
  ])
  const root = document.getElementById('root')
  if (root === null) throw new Error('index.html has no #root')
  createRoot(root).render(
    <Composition services={services} i18n={i18n}>
      <WindowFrame />
    </Composition>,
  )
}

void start()
