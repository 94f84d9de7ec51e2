// Which panels fit. Pure, so that the order in which they give way is stated in one place.

export type PanelName = 'inspector' | 'sidebar' | 'charts'

/** Least widths at which each is of use. */
const LEAST: Readonly<Record<PanelName | 'table', number>> = { inspector: 240, sidebar: 180, charts: 280, table: 400 }

/** The inspector gives way first, then the sidebar, then the charts. */
const GIVE_WAY: readonly PanelName[] = ['inspector', 'sidebar', 'charts']

export type OpenPanels = Readonly<Record<PanelName, boolean>>

/** `kept`: the one that the person opened last; it stays, and the others give way to it. */
export function collectShown(widthPx: number, wanted: OpenPanels, kept: PanelName | undefined): OpenPanels {
  const shown = { ...wanted }
  const need = (): number => LEAST.table + GIVE_WAY.reduce((sum, name) => sum + (shown[name] ? LEAST[name] : 0), 0)
  for (const name of GIVE_WAY) {
    if (need() <= widthPx) break
    if (name !== kept) shown[name] = false
  }
  return shown
}
