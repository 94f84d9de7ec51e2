/** Enough to tell runs and categories apart; the table has the whole. */
const LONGEST = 80

/**
 * Text for plotly.js, which reads tags (`<a href>`, `<b>`) and entities in every label: what the person wrote is shown as it
 * is, on one line.
 */
export function plotlyText(text: string): string {
  const line = text.replace(/\s+/g, ' ')
  const cut = line.length > LONGEST ? `${line.slice(0, LONGEST)}…` : line
  return cut.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;')
}
