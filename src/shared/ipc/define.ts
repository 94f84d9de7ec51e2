// How a contract is written: one entry a request, one entry an event. See contract.ts for the contract itself.
import { z } from 'zod'
import type { AppError } from '../errors'
import type { Result } from '../result'

export interface RequestSpec<I extends z.ZodType = z.ZodType, O extends z.ZodType = z.ZodType> {
  readonly input: I
  readonly output: O
}

/** `latest`: a newer one replaces an unsent older one. `append`: every one is sent, in order. */
export type Delivery = 'latest' | 'append'

export interface EventSpec<P extends z.ZodType = z.ZodType> {
  readonly payload: P
  readonly delivery: Delivery
}

export type RequestContract = Readonly<Record<string, RequestSpec>>
export type EventContract = Readonly<Record<string, EventSpec>>

export const request = <I extends z.ZodType, O extends z.ZodType>(input: I, output: O): RequestSpec<I, O> => ({
  input,
  output,
})

export const event = <P extends z.ZodType>(payload: P, delivery: Delivery): EventSpec<P> => ({ payload, delivery })

/** zod's own number refuses NaN and the infinities, which are values like any other here. */
export const float = z.custom<number>((value) => typeof value === 'number')

export const float64Array = z.instanceof(Float64Array)

/** No input at all: the caller passes `{}`. */
export const nothing = z.object({})

export type InputOf<C extends RequestContract, N extends keyof C> = z.output<C[N]['input']>
export type OutputOf<C extends RequestContract, N extends keyof C> = z.output<C[N]['output']>
export type PayloadOf<E extends EventContract, N extends keyof E> = z.output<E[N]['payload']>

/** What a caller holds: typed, cancellable, and never throwing for an expected failure. */
export interface Client<C extends RequestContract> {
  request<N extends keyof C & string>(
    name: N,
    input: z.input<C[N]['input']>,
    signal?: AbortLike,
  ): Promise<Result<OutputOf<C, N>, AppError>>
}

/** The part of AbortSignal that is used, spelled out because shared code has neither Node's nor the DOM's types. */
export interface AbortLike {
  readonly aborted: boolean
  addEventListener(type: 'abort', listener: () => void): void
  removeEventListener(type: 'abort', listener: () => void): void
}
