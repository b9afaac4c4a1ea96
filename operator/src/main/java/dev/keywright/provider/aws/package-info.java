/**
 * AWS Secrets Manager. Reads by staging label or version id; rotates by moving staging labels, with
 * the label moves themselves as compare-and-set.
 */
@NullMarked
package dev.keywright.provider.aws;

import org.jspecify.annotations.NullMarked;
