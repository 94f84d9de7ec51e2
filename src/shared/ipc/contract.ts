// The one contract between page and main. Main parses every request with it; the page and the preload take its types only.
import { z } from 'zod'
import { artifactSource } from '../domain/artifact'
import { runKey, workspaceId } from '../domain/ids'
import { settings, settingsPatch } from '../domain/settings'
import { workspaceSummary } from '../domain/workspace'
import { workspaceRequests, type WorkspaceRequests } from './contract-workspace'
import { jobEvents, jobRequests } from './contract-jobs'
import { event, nothing, request, type RequestSpec } from './define'

type ForWorkspace<C extends Readonly<Record<string, RequestSpec>>> = {
  readonly [N in keyof C]: RequestSpec<z.ZodObject<{ workspaceId: z.ZodString; input: C[N]['input'] }>, C[N]['output']>
}

/** Each request of a worker's contract, addressed to one workspace. */
export function forWorkspace<const C extends Readonly<Record<string, RequestSpec>>>(contract: C): ForWorkspace<C> {
  const entries = Object.entries(contract).map(([name, spec]) => [
    name,
    request(z.object({ workspaceId, input: spec.input }), spec.output),
  ])
  return Object.fromEntries(entries) as ForWorkspace<C>
}

const forwarded: ForWorkspace<WorkspaceRequests> = forWorkspace(workspaceRequests)

export const requests = {
  'app.info': request(
    nothing,
    z.object({
      version: z.string(),
      electron: z.string(),
      platform: z.enum(['linux', 'win32', 'darwin']),
      /** The language in force, after `system` was looked up. */
      language: z.enum(['en', 'zh-CN']),
    }),
  ),
  'settings.get': request(nothing, z.object({ seq: z.number(), settings })),
  'settings.update': request(z.object({ patch: settingsPatch }), nothing),
  'workspaces.list': request(nothing, z.object({ seq: z.number(), workspaces: z.array(workspaceSummary) })),
  'workspaces.open': request(z.object({ path: z.string().min(1).max(32_768) }), z.object({ workspaceId })),
  /** Shows the system's dialog; undefined when the person cancels. */
  'workspaces.choose': request(nothing, z.object({ workspaceId: workspaceId.optional() })),
  'workspaces.openSample': request(nothing, z.object({ workspaceId })),
  'workspaces.close': request(z.object({ workspaceId }), nothing),
  'workspaces.restart': request(z.object({ workspaceId }), nothing),
  /** Shows an artifact (or a run's own place on disk) in the system's file manager; never opens it. */
  'shell.reveal': request(
    z.object({
      workspaceId,
      target: z.discriminatedUnion('kind', [
        z.object({ kind: z.literal('artifact'), source: artifactSource, path: z.string() }),
        z.object({ kind: z.literal('run'), runKey }),
      ]),
    }),
    nothing,
  ),
  /** Asks the person, naming the host, then hands an https address to the system's browser. Everything else is refused. */
  'shell.openLink': request(z.object({ url: z.string().max(4_096) }), nothing),
  'shell.copyText': request(z.object({ text: z.string().max(10_000_000) }), nothing),
  ...jobRequests,
  ...forwarded,
} as const

export const events = {
  'settings.changed': event(z.object({ seq: z.number(), settings }), 'latest'),
  'workspaces.changed': event(z.object({ seq: z.number(), workspaces: z.array(workspaceSummary) }), 'latest'),
  'index.changed': event(
    z.object({ workspaceId, seq: z.number(), changed: z.array(runKey), isPartial: z.boolean() }),
    'append',
  ),
  /** Show this workspace: it was opened from the command line, the menu, or a second launch. */
  'workspaces.shown': event(z.object({ workspaceId }), 'append'),
  /** A menu entry was chosen. */
  'command.invoked': event(z.object({ id: z.string() }), 'append'),
  /** Something that happened elsewhere: an unreadable settings file put aside, a path from the command line that cannot be opened. */
  'notice.raised': event(
    z.object({ kind: z.enum(['settings-reset', 'open-failed']), path: z.string(), error: z.unknown() }),
    'append',
  ),
  ...jobEvents,
} as const

export type Requests = typeof requests
export type Events = typeof events
export type RequestName = keyof Requests & string
export type EventName = keyof Events & string
