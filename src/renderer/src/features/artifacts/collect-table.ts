// CSV and TSV as bounded text cells: nothing is evaluated, and a file of any shape costs the same.
import Papa from 'papaparse'

export const TABLE_ROWS = 2_000
export const TABLE_COLUMNS = 100
const CELL_CHARACTERS = 300

export interface TextTable {
  readonly header: readonly string[]
  readonly rows: readonly (readonly string[])[]
  /** More rows or columns were there. */
  readonly hasMoreRows: boolean
  readonly columnCount: number
}

const collectCells = (row: readonly string[]): readonly string[] =>
  row
    .slice(0, TABLE_COLUMNS)
    .map((cell) => (cell.length > CELL_CHARACTERS ? `${cell.slice(0, CELL_CHARACTERS)}…` : cell))

/** `isTruncated`: the text is the beginning of a longer file, whose last row may be cut. */
export function collectTable(text: string, isTabs: boolean, isTruncated: boolean): TextTable {
  const parsed = Papa.parse<string[]>(text, {
    delimiter: isTabs ? '\t' : '',
    preview: TABLE_ROWS + 2,
    skipEmptyLines: true,
  })
  const all =
    isTruncated && parsed.data.length > 1 && parsed.data.length < TABLE_ROWS + 2
      ? parsed.data.slice(0, -1)
      : parsed.data
  const [header = [], ...body] = all
  const shown = body.slice(0, TABLE_ROWS)
  return {
    header: collectCells(header),
    rows: shown.map(collectCells),
    hasMoreRows: isTruncated || body.length > TABLE_ROWS,
    columnCount: shown.reduce((most, row) => Math.max(most, row.length), header.length),
  }
}
