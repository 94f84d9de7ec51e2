import { useMemo, useState } from 'react'
import type { ColumnId } from '../../../../shared/domain/run'
import { useRuns } from '../runs'
import { defaultAxes } from './scatter-data'

export type ScatterScope = 'selection' | 'all'

/** What is plotted and how, with the axes offered until others are chosen. */
export function useScatterChoice(columns: Parameters<typeof defaultAxes>[0] | undefined) {
  const hasSelection = useRuns((state) => state.selected.length >= 2)
  const [scope, setScope] = useState<ScatterScope>(hasSelection ? 'selection' : 'all')
  const [chosenX, setX] = useState<ColumnId>()
  const [chosenY, setY] = useState<ColumnId>()
  const [colour, setColour] = useState<ColumnId>()
  const [isLogX, setLogX] = useState(false)
  const [isLogY, setLogY] = useState(false)
  const [hasTable, setHasTable] = useState(false)
  const [firstX, firstY] = useMemo(() => defaultAxes(columns ?? []), [columns])
  const x = chosenX ?? firstX
  const y = chosenY ?? firstY
  /** In the order x, y, colour; nothing without an x. */
  const asked = useMemo(
    () => (x === undefined ? [] : [x, y, colour].filter((column): column is ColumnId => column !== undefined)),
    [x, y, colour],
  )
  return {
    x,
    y,
    colour,
    scope,
    isLogX,
    isLogY,
    hasTable,
    asked,
    setX,
    setY,
    setColour,
    setScope,
    setLogX,
    setLogY,
    setHasTable,
  }
}

export type ScatterChoice = ReturnType<typeof useScatterChoice>
