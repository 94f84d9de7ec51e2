import { useStore } from 'zustand'
import { createServiceContext } from '../../lib/service-context'
import type { ChartCursor, Charts, ChartsActions, ChartsState } from './charts-store'

export const [ChartsProvider, useChartsService] = createServiceContext<Charts>('charts')

export const useCharts = <T>(select: (state: ChartsState) => T): T => useStore(useChartsService().store, select)
export const useChartsActions = (): ChartsActions => useChartsService().actions
export const useChartCursor = <T>(select: (cursor: ChartCursor) => T): T => useStore(useChartsService().cursor, select)
