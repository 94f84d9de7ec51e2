// An xterm that only draws: no input, no links, no titles, no clipboard; whatever a job writes stays text.
import { FitAddon } from '@xterm/addon-fit'
import { SearchAddon } from '@xterm/addon-search'
import { Terminal, type ITheme } from '@xterm/xterm'

export const SCROLLBACK_LINES = 100_000
/** Window title and icon, colours of the palette, links, working folder, notifications, default colours, clipboard, iTerm2, VS Code. */
const SWALLOWED_OSC = [0, 1, 2, 4, 5, 7, 8, 9, 10, 11, 12, 22, 50, 52, 99, 104, 105, 110, 111, 112, 133, 633, 777, 1337]

const ANSI_NAMES = ['black', 'red', 'green', 'yellow', 'blue', 'magenta', 'cyan', 'white'] as const
const capitalised = (name: string): string => name.charAt(0).toUpperCase() + name.slice(1)

/** Reads the tokens in force (`--console-*`, jobs.css) so that the terminal follows the theme. */
export function readTheme(element: HTMLElement): ITheme {
  const style = getComputedStyle(element)
  const token = (name: string): string => style.getPropertyValue(name).trim()
  const colours = ANSI_NAMES.flatMap((name) => [
    [name, token(`--console-${name}`)],
    [`bright${capitalised(name)}`, token(`--console-bright-${name}`)],
  ])
  const background = token('--console-background')
  return {
    ...(Object.fromEntries(colours) as ITheme),
    background,
    foreground: token('--console-foreground'),
    cursor: background,
    cursorAccent: background,
    selectionBackground: token('--console-selection'),
  }
}

export interface ConsoleTerminal {
  readonly terminal: Terminal
  readonly search: SearchAddon
  fit(): void
  refreshTheme(): void
  write(data: Uint8Array | string): Promise<void>
  dispose(): void
}

export function createConsoleTerminal(host: HTMLElement, isScreenReader: boolean): ConsoleTerminal {
  const terminal = new Terminal({
    allowProposedApi: true, // Search decorations.
    convertEol: true,
    cursorBlink: false,
    cursorInactiveStyle: 'none',
    disableStdin: true,
    fontFamily: getComputedStyle(host).fontFamily,
    fontSize: 12,
    lineHeight: 1.05,
    linkHandler: null,
    minimumContrastRatio: 4.5,
    screenReaderMode: isScreenReader,
    scrollback: SCROLLBACK_LINES,
    smoothScrollDuration: 0,
    theme: readTheme(host),
  })
  for (const code of SWALLOWED_OSC) terminal.parser.registerOscHandler(code, () => true)
  // No key belongs to the terminal: Tab leaves it, the application's own keys reach the application, and copying is the page's.
  terminal.attachCustomKeyEventHandler(() => false)
  // Answers to questions of the program (device attributes, cursor position) go nowhere: nobody listens to onData.
  const fitter = new FitAddon()
  const search = new SearchAddon({ highlightLimit: 1_000 })
  terminal.loadAddon(fitter)
  terminal.loadAddon(search)
  terminal.open(host)
  let isDisposed = false
  const fit = (): void => {
    if (!isDisposed && host.clientWidth > 0 && host.clientHeight > 0) fitter.fit()
  }
  const { fontFamily = '' } = terminal.options
  // Cells are measured once; a font that arrives later must be measured again, which only another family's name brings about.
  void document.fonts.load(`12px ${fontFamily}`).then(() => {
    if (isDisposed) return
    terminal.options.fontFamily = 'monospace'
    terminal.options.fontFamily = fontFamily
    fit()
  })
  return {
    terminal,
    search,
    fit,
    refreshTheme: () => {
      terminal.options.theme = readTheme(host)
    },
    write: (data) => new Promise((resolve) => terminal.write(data, resolve)),
    dispose: () => {
      isDisposed = true
      terminal.dispose()
    },
  }
}
