// All that the page gets of Electron. Sandboxed: it may require `electron` and nothing else.
import { contextBridge, ipcRenderer, webUtils, type IpcRendererEvent } from 'electron'
import type { Bridge, EventBatch } from '../shared/ipc/bridge'

const bridge: Bridge = {
  request: (name, input, callId) => ipcRenderer.invoke('rpc', name, input, callId),
  cancel: (callId) => ipcRenderer.send('rpc:cancel', callId),
  pathOf: (file) => webUtils.getPathForFile(file as Parameters<typeof webUtils.getPathForFile>[0]),
  subscribe: (listener) => {
    const forward = (_event: IpcRendererEvent, batch: EventBatch): void => listener(batch)
    ipcRenderer.on('rpc:events', forward)
    return () => ipcRenderer.off('rpc:events', forward)
  },
}

contextBridge.exposeInMainWorld('bridge', bridge)
