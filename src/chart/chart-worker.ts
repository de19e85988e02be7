// The thread that draws one picture and ends: fonts and WebAssembly keep everybody else waiting for
// a second otherwise.
import { parentPort, workerData } from 'node:worker_threads'
import { type BarChart, drawBars } from './bars.ts'

parentPort?.postMessage(await drawBars(workerData as BarChart))
