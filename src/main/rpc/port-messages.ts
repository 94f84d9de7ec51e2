import { z } from 'zod'

export const portMessage = z.discriminatedUnion('type', [
  z.object({ type: z.literal('call'), callId: z.string(), name: z.string(), input: z.unknown() }),
  z.object({ type: z.literal('cancel'), callId: z.string() }),
  z.object({ type: z.literal('answer'), callId: z.string(), result: z.unknown() }),
  z.object({ type: z.literal('event'), name: z.string(), payload: z.unknown() }),
])

export type PortMessage = z.output<typeof portMessage>
