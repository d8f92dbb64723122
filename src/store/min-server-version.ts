/** The oldest major version of a Postgres server that Firstline is made for. */
export const MIN_SERVER_VERSION = 14
