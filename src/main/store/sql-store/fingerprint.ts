// A 53-bit fingerprint of strings and numbers, for telling changed runs from unchanged ones without keeping what they held.
const OFFSET = 0x811c9dc5
const PRIME_A = 0x01000193
const PRIME_B = 0x85ebca6b
const HIGH_FACTOR = 2 ** 21
const LOW_SHIFT = 11
/** Sums of fingerprints stay exact below this. */
const MODULUS = 2 ** 52

const double = new Float64Array(1)
const words = new Uint32Array(double.buffer)

export interface Fingerprint {
  text(value: string): void
  number(value: number): void
  digest(): number
}

export function createFingerprint(): Fingerprint {
  let a = OFFSET
  let b = OFFSET ^ PRIME_B
  const mix = (unit: number): void => {
    a = Math.imul(a ^ unit, PRIME_A)
    b = Math.imul(b ^ unit ^ (b >>> 15), PRIME_B)
  }
  return {
    text(value) {
      for (let i = 0; i < value.length; i++) mix(value.charCodeAt(i))
      mix(value.length + 0x10000) // so that ('ab', 'c') and ('a', 'bc') differ
    },
    number(value) {
      double[0] = value
      mix(words[0] ?? 0)
      mix(words[1] ?? 0)
    },
    digest: () => (a >>> 0) * HIGH_FACTOR + (b >>> LOW_SHIFT),
  }
}

export function fingerprintOf(...values: readonly (string | number | undefined)[]): number {
  const print = createFingerprint()
  for (const value of values)
    if (typeof value === 'number') print.number(value)
    else print.text(value ?? '\u0000')
  return print.digest()
}

/** The fingerprint of a set is the sum of its members', whatever order they come in. */
export const addFingerprints = (a: number, b: number): number => ((a % MODULUS) + (b % MODULUS)) % MODULUS
