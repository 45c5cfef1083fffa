/** The largest record that is read as a row, in bytes. */
export const recordBytes = 1024 * 1024

/** A record that has not ended after so many bytes is never going to: the file can't be trusted. */
export const hopelessBytes = 8 * recordBytes

/** The most columns a record may have. */
export const mostColumns = 2000

/** How much of a file is looked at before its encoding, format and delimiter are settled, in bytes. */
export const headBytes = 64 * 1024

/** The most records that one Reading brings. */
export const stretchRows = 500

/** How many lines from the top are kept, to find a header that stands below titles. */
export const firstLines = 20
