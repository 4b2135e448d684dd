/** How to reach a database. `host` may be the folder of a Unix socket, as the `pg` driver takes it. */
export type Connection = { host: string; port: number; user: string; password?: string; database: string }
