package dev.keywright.audit.verify;

/**
 * A line in the files that are being read.
 *
 * @param file name of the file, as given
 * @param line number in it, from 1 on
 * @param offset how many bytes of the file stand before it
 * @param ordinal number among all lines read, to tell what comes first
 */
record LogPlace(String file, long line, long offset, long ordinal) {}
