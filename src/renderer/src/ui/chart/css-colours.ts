// Canvases know no custom properties: reads a token as the page shows it now and turns it into plain rgb.
let context: CanvasRenderingContext2D | null | undefined

/** The token's colour in force at `host`, as `rgb()` or `rgba()`; the browser's own spelling where there is no canvas. */
export function readColour(token: `--${string}`, host: HTMLElement = document.body): string {
  const probe = document.createElement('span')
  probe.style.color = `var(${token})`
  probe.hidden = true
  host.append(probe)
  const colour = getComputedStyle(probe).color
  probe.remove()
  return toRgb(colour)
}

function toRgb(colour: string): string {
  if (colour.startsWith('rgb')) return colour
  context ??= document.createElement('canvas').getContext('2d', { willReadFrequently: true })
  if (!context) return colour
  context.clearRect(0, 0, 1, 1)
  context.fillStyle = colour
  context.fillRect(0, 0, 1, 1)
  const [red = 0, green = 0, blue = 0, alpha = 255] = context.getImageData(0, 0, 1, 1).data
  return alpha === 255 ? `rgb(${red}, ${green}, ${blue})` : `rgba(${red}, ${green}, ${blue}, ${alpha / 255})`
}

/** `rgb(…)` with an opacity; other spellings are returned as they are. */
export function withAlpha(rgb: string, alpha: number): string {
  const channels = /^rgb\(([^)/]+)\)$/.exec(rgb)?.[1]
  return channels === undefined ? rgb : `rgba(${channels}, ${alpha})`
}
