const minus = (text: string): string => text.replace(/^-/, '−')

/** A metric's value in at most `digits` significant digits; NaN and the infinities are spelled. */
export function formatValue(value: number, digits = 5): string {
  if (Number.isNaN(value)) return 'NaN'
  if (!Number.isFinite(value)) return value > 0 ? '+∞' : '−∞'
  const size = Math.abs(value)
  if (value !== 0 && (size >= 1e9 || size < 1e-4)) {
    return minus(value.toExponential(digits - 1).replace(/\.?0*e\+?/, 'e'))
  }
  return minus(Number.isInteger(value) ? String(value) : String(Number(value.toPrecision(digits))))
}
