// oklch to what an eye sees: contrast, distance, simulated colour-blindness. For the token tests.
export type Oklch = readonly [lightness: number, chroma: number, hue: number]
type Triple = readonly [number, number, number]

const apply = (matrix: readonly Triple[], [x, y, z]: Triple): Triple =>
  matrix.map(([a, b, c]) => a * x + b * y + c * z) as unknown as Triple

// Björn Ottosson's OKLab, to and from linear sRGB.
const LAB_TO_CONE: readonly Triple[] = [
  [1, 0.3963377774, 0.2158037573],
  [1, -0.1055613458, -0.0638541728],
  [1, -0.0894841775, -1.291485548],
]
const CONE_TO_RGB: readonly Triple[] = [
  [4.0767416621, -3.3077115913, 0.2309699292],
  [-1.2684380046, 2.6097574011, -0.3413193965],
  [-0.0041960863, -0.7034186147, 1.707614701],
]
const RGB_TO_CONE: readonly Triple[] = [
  [0.4122214708, 0.5363325363, 0.0514459929],
  [0.2119034982, 0.6806995451, 0.1073969566],
  [0.0883024619, 0.2817188376, 0.6299787005],
]
const CONE_TO_LAB: readonly Triple[] = [
  [0.2104542553, 0.793617785, -0.0040720468],
  [1.9779984951, -2.428592205, 0.4505937099],
  [0.0259040371, 0.7827717662, -0.808675766],
]

// Machado, Oliveira and Fernandes 2009, severity 1, on linear sRGB.
const VISION = {
  normal: [
    [1, 0, 0],
    [0, 1, 0],
    [0, 0, 1],
  ],
  protanopia: [
    [0.152286, 1.052583, -0.204868],
    [0.114503, 0.786281, 0.099216],
    [-0.003882, -0.048116, 1.051998],
  ],
  deuteranopia: [
    [0.367322, 0.860646, -0.227968],
    [0.280085, 0.672501, 0.047413],
    [-0.01182, 0.04294, 0.968881],
  ],
  tritanopia: [
    [1.255528, -0.076749, -0.178779],
    [-0.078411, 0.930809, 0.147602],
    [0.004733, 0.691367, 0.3039],
  ],
} as const satisfies Record<string, readonly Triple[]>

export type Vision = keyof typeof VISION
export const visions = Object.keys(VISION) as readonly Vision[]

const clamp = (rgb: Triple): Triple => rgb.map((value) => Math.min(1, Math.max(0, value))) as unknown as Triple

export function toLinearRgb([lightness, chroma, hue]: Oklch): Triple {
  const angle = (hue * Math.PI) / 180
  const cones = apply(LAB_TO_CONE, [lightness, chroma * Math.cos(angle), chroma * Math.sin(angle)])
  return clamp(apply(CONE_TO_RGB, cones.map((value) => value ** 3) as unknown as Triple))
}

const toLab = (rgb: Triple): Triple => apply(CONE_TO_LAB, apply(RGB_TO_CONE, rgb).map(Math.cbrt) as unknown as Triple)

/** WCAG 2: from 1 to 21. */
export function contrastOf(one: Oklch, other: Oklch): number {
  const [a, b] = [one, other].map((colour) => {
    const [red, green, blue] = toLinearRgb(colour)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue + 0.05
  }) as [number, number]
  return a > b ? a / b : b / a
}

/** ΔE in OKLab, times 100 (about 2 is just noticeable), as seen with that vision. */
export function differenceOf(one: Oklch, other: Oklch, vision: Vision): number {
  const [a, b] = [one, other].map((colour) => toLab(clamp(apply(VISION[vision], toLinearRgb(colour))))) as [
    Triple,
    Triple,
  ]
  return 100 * Math.hypot(a[0] - b[0], a[1] - b[1], a[2] - b[2])
}
