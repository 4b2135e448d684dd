/** What the functions that grow test data need: an app with the test world in it, listening or not. */
import type { TestApp } from './app.ts'

export type Ground = Pick<TestApp, 'as' | 'clock' | 'database' | 'world'>
