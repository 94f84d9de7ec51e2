// The figure handed to plotly.js: traces and layout from points and the theme. Pure.
import type { RunKey } from '../../../../shared/domain/ids'
import { formatValue } from '../../ui/chart/format-value'
import { plotlyText } from './plotly-text'
import type { AxisKind, ScatterData, ScatterPoint } from './scatter-data'

export interface ScatterTheme {
  readonly text: string
  readonly faint: string
  readonly line: string
  readonly surface: string
  readonly accent: string
  readonly font: string
  /** Run colours in slot order. */
  readonly palette: readonly string[]
}

export interface ScatterOptions {
  readonly data: ScatterData
  readonly labels: { readonly x: string; readonly y: string; readonly colour: string | undefined }
  readonly isLogX: boolean
  readonly isLogY: boolean
  readonly theme: ScatterTheme
  readonly slots: ReadonlyMap<RunKey, number>
  readonly focused: RunKey | undefined
}

/** Above this many points SVG is slow; WebGL draws them. */
const MOST_SVG_POINTS = 3_000
const MARKER = 8

export function collectFigure(options: ScatterOptions): { readonly traces: object[]; readonly layout: object } {
  const { data, labels, theme } = options
  const { points } = data
  const trace = {
    type: points.length > MOST_SVG_POINTS ? 'scattergl' : 'scatter',
    mode: 'markers',
    x: points.map((point) => placeOf(point.x, data.xKind)),
    y: points.map((point) => placeOf(point.y, data.yKind)),
    text: points.map((point) => hoverOf(point, options)),
    hoverinfo: 'text',
    marker: {
      size: MARKER,
      opacity: 0.9,
      ...colouring(options),
      line: {
        color: theme.text,
        width: points.map((point) => (point.key === options.focused ? 2 : 0)),
      },
    },
    showlegend: false,
  }
  const layout = {
    autosize: true,
    margin: { l: 64, r: 16, t: 12, b: 48 },
    paper_bgcolor: 'rgba(0,0,0,0)',
    plot_bgcolor: 'rgba(0,0,0,0)',
    font: { family: theme.font, size: 11, color: theme.faint },
    hoverlabel: {
      bgcolor: theme.surface,
      bordercolor: theme.line,
      align: 'left',
      font: { color: theme.text, size: 12 },
    },
    hovermode: 'closest',
    dragmode: 'select',
    selectdirection: 'any',
    xaxis: axis(labels.x, data.xKind, options.isLogX, theme),
    yaxis: { ...axis(labels.y, data.yKind, options.isLogY, theme), showgrid: true, gridcolor: theme.line },
  }
  return { traces: [trace], layout }
}

const placeOf = (value: string | number, kind: AxisKind): string | number | Date => {
  if (kind === 'date') return new Date(value)
  return kind === 'category' ? plotlyText(String(value)) : value
}

const spell = (value: string | number, kind: AxisKind): string => {
  if (kind === 'date') return new Date(value).toLocaleString()
  return typeof value === 'number' ? formatValue(value) : plotlyText(value)
}

function hoverOf(point: ScatterPoint, { data, labels }: ScatterOptions): string {
  const lines = [
    `<b>${plotlyText(point.name)}</b>`,
    `${plotlyText(labels.x)}: ${spell(point.x, data.xKind)}`,
    `${plotlyText(labels.y)}: ${spell(point.y, data.yKind)}`,
    ...(labels.colour !== undefined && point.colour !== undefined
      ? [`${plotlyText(labels.colour)}: ${spell(point.colour, data.colourKind)}`]
      : []),
  ]
  return lines.join('<br>')
}

/** By a column: a scale for numbers, a colour a category. By run: its own colour where it has one. */
function colouring({ data, labels, theme, slots }: ScatterOptions): object {
  const { points } = data
  const none = theme.faint
  if (labels.colour === undefined) {
    return {
      color: points.map((point) => {
        const slot = slots.get(point.key)
        return slot === undefined ? theme.accent : theme.palette[slot % theme.palette.length]
      }),
    }
  }
  if (data.colourKind === 'category') {
    const order = [...new Set(points.flatMap((point) => point.colour ?? []))]
    return {
      color: points.map((point) =>
        point.colour === undefined ? none : theme.palette[order.indexOf(point.colour) % theme.palette.length],
      ),
    }
  }
  return {
    color: points.map((point) => point.colour ?? null),
    colorscale: 'Viridis',
    showscale: true,
    colorbar: { thickness: 10, outlinewidth: 0, title: { text: plotlyText(labels.colour), side: 'right' } },
  }
}

const axis = (label: string, kind: AxisKind, isLog: boolean, theme: ScatterTheme): object => ({
  type: typeOf(kind, isLog),
  title: { text: plotlyText(label), standoff: 8 },
  showgrid: false,
  zeroline: false,
  linecolor: theme.line,
  showline: true,
  automargin: true,
  nticks: 7,
})

const typeOf = (kind: AxisKind, isLog: boolean): string => {
  if (kind === 'number') return isLog ? 'log' : 'linear'
  return kind
}
