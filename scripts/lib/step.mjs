// One line for each step of a script: what it was, how it came out, how long it took.
// @ts-check

/**
 * Does `work` and prints its line; the outcome is what `work` returns as `said`.
 * @template T
 * @param {string} name
 * @param {() => Promise<{ said: string, value: T }>} work
 * @returns {Promise<T>}
 */
export async function step(name, work) {
  const since = performance.now()
  const isLive = process.stdout.isTTY
  if (isLive) process.stdout.write(`· ${name} …`)
  const end = (/** @type {string} */ mark, /** @type {string} */ said) =>
    console.log(
      `${isLive ? '\r\u001b[K' : ''}${mark} ${name.padEnd(16)} ${said} (${((performance.now() - since) / 1000).toFixed(1)} s)`,
    )
  try {
    const { said, value } = await work()
    end('✓', said)
    return value
  } catch (cause) {
    end('✕', 'failed')
    throw cause
  }
}

/** Ends a script whose error is a sentence for the person who ran it. */
export function failWith(/** @type {unknown} */ cause) {
  console.error(cause instanceof Error ? cause.message : String(cause))
  process.exitCode = 1
}
