// Nothing behind the router sees an unparsed value, nothing before it sees an exception. It knows no transport: the page's
// channel, a worker's port and the test loopback all call the same `Dispatch`.
import type { z } from 'zod'
import type { AppError } from '../../shared/errors'
import type { RequestContract } from '../../shared/ipc/define'
import { err, ok, type Result } from '../../shared/result'

export interface CallContext {
  readonly signal: AbortSignal
}

/** A request without a handler does not compile. A handler returns its output, or throws `Failure` for an expected error. */
export type HandlersOf<C extends RequestContract> = {
  readonly [N in keyof C]: (
    input: z.output<C[N]['input']>,
    context: CallContext,
  ) => Promise<z.input<C[N]['output']>> | z.input<C[N]['output']>
}

export type Dispatch = (name: unknown, raw: unknown, context: CallContext) => Promise<Result<unknown, AppError>>

/** Logs a defect and returns the id under which a person finds it in the log. */
export type IncidentLog = (cause: unknown, where: string) => string

/** Thrown below the router for a failure that a person can act on; the router turns it into a value. */
export class Failure extends Error {
  constructor(
    readonly error: AppError,
    options?: ErrorOptions,
  ) {
    super(error.code, options)
    this.name = 'Failure'
  }
}

export interface RouterOptions {
  readonly logIncident: IncidentLog
  /** In tests and development: a wrong output is a defect, not a surprise in the page. */
  readonly checkOutputs?: boolean
}

type AnyHandler = (input: unknown, context: CallContext) => unknown

export function createRouter<C extends RequestContract>(
  contract: C,
  handlers: HandlersOf<C>,
  options: RouterOptions,
): Dispatch {
  return async (name, raw, context) => {
    const spec = typeof name === 'string' && Object.hasOwn(contract, name) ? contract[name] : undefined
    if (!spec) return err({ code: 'invalid-input', issues: [`no request named ${String(name).slice(0, 100)}`] })
    const parsed = spec.input.safeParse(raw)
    if (!parsed.success) return err({ code: 'invalid-input', issues: describe(parsed.error) })
    try {
      const output = await (handlers[name as keyof C] as AnyHandler)(parsed.data, context)
      return ok(options.checkOutputs ? spec.output.parse(output) : output)
    } catch (cause) {
      if (cause instanceof Failure) return err(cause.error)
      if (context.signal.aborted) return err({ code: 'cancelled' })
      return err({ code: 'internal', incident: options.logIncident(cause, String(name)) })
    }
  }
}

const describe = (error: z.ZodError): string[] =>
  error.issues.slice(0, 20).map((issue) => `${issue.path.map(String).join('.') || 'input'}: ${issue.message}`)
