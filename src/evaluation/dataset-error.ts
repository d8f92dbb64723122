/** A data set that cannot be read; the message names the file and the line. */
export class DatasetError extends Error {
  override readonly name = 'DatasetError'
}
