import { randomUUID } from 'node:crypto'

/** As MLflow makes them: the 32 lowercase hex digits of a version 4 UUID. */
export const newRunId = (): string => randomUUID().replaceAll('-', '')
