// The strict bundle has no types of its own: only what is used here.
declare module 'plotly.js-strict-dist-min' {
  export interface PlotlyPoint {
    readonly pointIndex: number
    readonly curveNumber: number
  }
  export interface PlotlyEvent {
    readonly points: readonly PlotlyPoint[]
  }
  export interface PlotlyElement extends HTMLElement {
    on(name: 'plotly_click' | 'plotly_selected', listener: (event: PlotlyEvent | undefined) => void): void
  }
  interface Plotly {
    react(host: HTMLElement, data: readonly object[], layout: object, config: object): Promise<PlotlyElement>
    purge(host: HTMLElement): void
    readonly Plots: { resize(host: HTMLElement): void }
  }
  const plotly: Plotly
  export default plotly
}
