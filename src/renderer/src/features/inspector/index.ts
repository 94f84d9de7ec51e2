export { Inspector } from './inspector'
export { useShowRun } from './use-show-run'
