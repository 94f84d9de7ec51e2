// The message catalogue: one file a namespace and language. `native` holds main's menus and dialogs, the rest is the page's.
import enCommon from './en/common.json'
import enErrors from './en/errors.json'
import enCommands from './en/commands.json'
import enWorkspaces from './en/workspaces.json'
import enRuns from './en/runs.json'
import enInspector from './en/inspector.json'
import enArtifacts from './en/artifacts.json'
import enCharts from './en/charts.json'
import enCompare from './en/compare.json'
import enProjects from './en/projects.json'
import enJobs from './en/jobs.json'
import enModels from './en/models.json'
import enNative from './en/native.json'
import zhCommon from './zh-CN/common.json'
import zhErrors from './zh-CN/errors.json'
import zhCommands from './zh-CN/commands.json'
import zhWorkspaces from './zh-CN/workspaces.json'
import zhRuns from './zh-CN/runs.json'
import zhInspector from './zh-CN/inspector.json'
import zhArtifacts from './zh-CN/artifacts.json'
import zhCharts from './zh-CN/charts.json'
import zhCompare from './zh-CN/compare.json'
import zhProjects from './zh-CN/projects.json'
import zhJobs from './zh-CN/jobs.json'
import zhModels from './zh-CN/models.json'
import zhNative from './zh-CN/native.json'

export const resources = {
  en: {
    common: enCommon,
    errors: enErrors,
    commands: enCommands,
    workspaces: enWorkspaces,
    runs: enRuns,
    inspector: enInspector,
    artifacts: enArtifacts,
    charts: enCharts,
    compare: enCompare,
    projects: enProjects,
    jobs: enJobs,
    models: enModels,
    native: enNative,
  },
  'zh-CN': {
    common: zhCommon,
    errors: zhErrors,
    commands: zhCommands,
    workspaces: zhWorkspaces,
    runs: zhRuns,
    inspector: zhInspector,
    artifacts: zhArtifacts,
    charts: zhCharts,
    compare: zhCompare,
    projects: zhProjects,
    jobs: zhJobs,
    models: zhModels,
    native: zhNative,
  },
} as const

export type Language = keyof typeof resources
