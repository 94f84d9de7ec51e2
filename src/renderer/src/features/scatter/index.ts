export { ScatterPage } from './scatter-page'
